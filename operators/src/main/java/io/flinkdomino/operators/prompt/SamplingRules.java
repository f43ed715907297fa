package io.flinkdomino.operators.prompt;

import io.flinkdomino.schemas.PromptRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that this release reads but honours at one value only, because it decodes
 * greedily, one completion per prompt, first come first served.
 *
 * <p>A value outside the parameter's range is invalid in every release; one inside it that changes
 * nothing is accepted; any other is unsupported.
 */
final class SamplingRules {

  private static final int MAX_STOP_TEXTS = 16;
  private static final double MAX_BIAS = 100;
  private static final Pattern TOKEN_ID = Pattern.compile("0|[1-9][0-9]{0,8}");

  private static final String GREEDY = " in this release, which decodes greedily";
  private static final String THIS_RELEASE = " in this release";

  private static final List<Rule> RULES =
      List.of(
          new Rule("temperature", PromptRecord::getTemperature, 0, 2, List.of(0), GREEDY),
          new Rule("topP", PromptRecord::getTopP, Double.MIN_VALUE, 1, List.of(1), GREEDY),
          new Rule("topK", PromptRecord::getTopK, -1, Integer.MAX_VALUE, List.of(0, -1), GREEDY),
          new Rule("minP", PromptRecord::getMinP, 0, 1, List.of(0), GREEDY),
          new Rule("presencePenalty", PromptRecord::getPresencePenalty, -2, 2, List.of(0), GREEDY),
          new Rule(
              "frequencyPenalty", PromptRecord::getFrequencyPenalty, -2, 2, List.of(0), GREEDY),
          new Rule(
              "repetitionPenalty",
              PromptRecord::getRepetitionPenalty,
              Double.MIN_VALUE,
              10,
              List.of(1),
              GREEDY),
          new Rule(
              "minTokens",
              PromptRecord::getMinTokens,
              0,
              Integer.MAX_VALUE,
              List.of(0),
              THIS_RELEASE),
          new Rule("n", PromptRecord::getN, 1, 128, List.of(1), GREEDY),
          new Rule("logprobs", PromptRecord::getLogprobs, 0, 20, List.of(), THIS_RELEASE),
          new Rule(
              "deadlineEpochMs",
              PromptRecord::getDeadlineEpochMs,
              0,
              Long.MAX_VALUE,
              List.of(),
              THIS_RELEASE),
          new Rule(
              "priority",
              PromptRecord::getPriority,
              Integer.MIN_VALUE,
              Integer.MAX_VALUE,
              List.of(0),
              THIS_RELEASE));

  private SamplingRules() {}

  static void check(PromptRecord record, FieldRules rules) throws InvalidPromptException {
    for (Rule rule : RULES) {
      rule.check(record, rules);
    }
    stop(record.getStop(), rules);
    logitBias(record.getLogitBias(), rules);
    rules.tokenIds("bannedTokenIds", record.getBannedTokenIds());
    mustBeEmpty("bannedTokenIds", record.getBannedTokenIds().size(), rules);
  }

  private static void stop(List<String> texts, FieldRules rules) throws InvalidPromptException {
    rules.count("stop", texts.size(), MAX_STOP_TEXTS);
    for (int i = 0; i < texts.size(); i++) {
      rules.notEmpty("stop[" + i + "]", texts.get(i).isEmpty());
    }
    mustBeEmpty("stop", texts.size(), rules);
  }

  private static void logitBias(Map<String, Double> bias, FieldRules rules)
      throws InvalidPromptException {
    rules.count("logitBias", bias.size(), FieldRules.MAX_TOKEN_IDS);
    for (Map.Entry<String, Double> entry : bias.entrySet()) {
      if (!TOKEN_ID.matcher(entry.getKey()).matches()) {
        throw InvalidPromptException.invalid(
            rules.name("logitBias")
                + " must map token ids, got the name "
                + Shown.name(entry.getKey()));
      }
      if (!(Math.abs(entry.getValue()) <= MAX_BIAS)) {
        throw rules.invalid(
            "logitBias." + entry.getKey(), "be between -100 and 100", entry.getValue());
      }
    }
    mustBeEmpty("logitBias", bias.size(), rules);
  }

  private static void mustBeEmpty(String field, int size, FieldRules rules)
      throws InvalidPromptException {
    if (size > 0) {
      throw InvalidPromptException.unsupported(
          rules.name(field) + " must be empty" + THIS_RELEASE + ", got " + size + " entries");
    }
  }

  /**
   * One parameter.
   *
   * @param least the smallest valid value; {@code Double.MIN_VALUE} says "above 0"
   * @param supported the values that change nothing; none where only an absent one does
   * @param scope where that is so
   */
  private record Rule(
      String field,
      Function<PromptRecord, @Nullable Number> getter,
      double least,
      double most,
      List<Integer> supported,
      String scope) {

    void check(PromptRecord record, FieldRules rules) throws InvalidPromptException {
      Number value = getter.apply(record);
      if (value == null) {
        return;
      }
      double number = value.doubleValue();
      // Written so that NaN fails it.
      if (!(number >= least && number <= most)) {
        throw rules.invalid(field, "be " + range(), value);
      }
      if (supported.stream().noneMatch(neutral -> neutral == number)) {
        throw InvalidPromptException.unsupported(
            rules.name(field) + " must be " + supportedText() + scope + ", got " + value);
      }
    }

    private String supportedText() {
      return supported.isEmpty()
          ? "absent"
          : supported.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private String range() {
      if (least == Double.MIN_VALUE) {
        return "above 0 and at most " + plain(most);
      }
      return most >= Integer.MAX_VALUE
          ? plain(least) + " or more"
          : "between " + plain(least) + " and " + plain(most);
    }

    private static String plain(double bound) {
      return Long.toString((long) bound);
    }
  }
}
