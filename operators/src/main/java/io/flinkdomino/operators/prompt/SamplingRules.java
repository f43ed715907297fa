package io.flinkdomino.operators.prompt;

import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.schemas.PromptRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields that say how tokens are drawn. An absent one changes nothing; greedy by default. */
final class SamplingRules {

  private static final double MAX_TEMPERATURE = 2;
  private static final double MAX_PENALTY = 2;
  private static final double MAX_REPETITION_PENALTY = 10;
  private static final double MAX_BIAS = 100;

  /** What others call all tokens, beside 0. */
  private static final int ALL_TOKENS = -1;

  private static final Pattern TOKEN_ID = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final FieldRules rules;

  SamplingRules(FieldRules rules) {
    this.rules = rules;
  }

  SamplingParameters read(PromptRecord record) throws InvalidPromptException {
    return new SamplingParameters(
        rules.number("temperature", record.getTemperature(), 0, MAX_TEMPERATURE, 0),
        topK(record),
        rules.positive("topP", record.getTopP(), 1, 1),
        rules.number("minP", record.getMinP(), 0, 1, 0),
        rules.positive(
            "repetitionPenalty", record.getRepetitionPenalty(), MAX_REPETITION_PENALTY, 1),
        rules.number("presencePenalty", record.getPresencePenalty(), -MAX_PENALTY, MAX_PENALTY, 0),
        rules.number(
            "frequencyPenalty", record.getFrequencyPenalty(), -MAX_PENALTY, MAX_PENALTY, 0),
        logitBias(record.getLogitBias()),
        bannedTokenIds(record.getBannedTokenIds()));
  }

  private int topK(PromptRecord record) throws InvalidPromptException {
    Integer topK = record.getTopK();
    rules.atLeast("topK", topK, ALL_TOKENS);
    return topK == null || topK == ALL_TOKENS ? 0 : topK;
  }

  private Map<Integer, Double> logitBias(Map<String, Double> bias) throws InvalidPromptException {
    rules.count("logitBias", bias.size(), FieldRules.MAX_TOKEN_IDS);
    Map<Integer, Double> byToken = new HashMap<>();
    for (Map.Entry<String, Double> entry : bias.entrySet()) {
      if (!TOKEN_ID.matcher(entry.getKey()).matches()) {
        throw InvalidPromptException.invalid(
            rules.name("logitBias")
                + " must map token ids, got the name "
                + Shown.name(entry.getKey()));
      }
      String field = "logitBias." + entry.getKey();
      byToken.put(
          Integer.valueOf(entry.getKey()),
          rules.number(field, entry.getValue(), -MAX_BIAS, MAX_BIAS, 0));
    }
    return byToken;
  }

  private Set<Integer> bannedTokenIds(List<Integer> ids) throws InvalidPromptException {
    rules.tokenIds("bannedTokenIds", ids);
    return Set.copyOf(ids);
  }
}
