package io.flinkdomino.operators.prompt;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.schemas.PromptRecord;
import java.util.List;
import java.util.Set;

/** The fields that say when a completion ends. */
final class StopConditionRules {

  private static final int MAX_TEXTS = 16;
  private static final int MAX_TEXT_CHARS = 1_024;

  private final FieldRules rules;

  StopConditionRules(FieldRules rules) {
    this.rules = rules;
  }

  StopConditions read(PromptRecord record) throws InvalidPromptException {
    int maxTokens =
        rules.integer(
            "maxTokens",
            record.getMaxTokens(),
            1,
            Integer.MAX_VALUE,
            GenerationParameters.DEFAULT_MAX_TOKENS);
    texts(record.getStop());
    rules.tokenIds("stopTokenIds", record.getStopTokenIds());
    return new StopConditions(
        maxTokens,
        minTokens(record, maxTokens),
        record.getStop(),
        Set.copyOf(record.getStopTokenIds()),
        record.getIgnoreEos());
  }

  private int minTokens(PromptRecord record, int maxTokens) throws InvalidPromptException {
    Integer minTokens = record.getMinTokens();
    if (minTokens == null) {
      return 0;
    }
    if (minTokens < 0 || minTokens > maxTokens) {
      throw rules.invalid(
          "minTokens",
          "be between 0 and " + rules.name("maxTokens") + ", which is " + maxTokens,
          minTokens);
    }
    return minTokens;
  }

  private void texts(List<String> texts) throws InvalidPromptException {
    rules.count("stop", texts.size(), MAX_TEXTS);
    for (int i = 0; i < texts.size(); i++) {
      rules.length("stop[" + i + "]", texts.get(i), MAX_TEXT_CHARS);
    }
  }
}
