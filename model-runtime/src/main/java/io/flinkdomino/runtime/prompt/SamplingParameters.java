package io.flinkdomino.runtime.prompt;

import java.util.Map;
import java.util.Set;

/**
 * How the next token is drawn from the target model's scores. Applied in this order, which is that
 * of Hugging Face Transformers: logit bias, repetition penalty, presence and frequency penalty,
 * banned tokens, temperature, top-k, top-p, min-p.
 *
 * @param temperature 0 takes the highest score; otherwise scores are divided by it, at most 2
 * @param topK draw from so many highest scores, and those equal to the last of them; 0 for all
 * @param topP draw from the smallest set of highest scores with this probability, above 0 up to 1
 * @param minP draw from tokens at least this likely relative to the most likely one, 0 to 1
 * @param repetitionPenalty divides positive and multiplies negative scores of tokens that stand in
 *     the prompt or the completion, above 0 up to 10
 * @param presencePenalty subtracted from scores of tokens that stand in the completion, -2 to 2
 * @param frequencyPenalty subtracted for each time a token stands in the completion, -2 to 2
 * @param logitBias added to scores, by token id, -100 to 100
 * @param bannedTokenIds never drawn
 */
public record SamplingParameters(
    double temperature,
    int topK,
    double topP,
    double minP,
    double repetitionPenalty,
    double presencePenalty,
    double frequencyPenalty,
    Map<Integer, Double> logitBias,
    Set<Integer> bannedTokenIds) {

  /** The highest score, nothing else. */
  public static final SamplingParameters GREEDY = temperature(0);

  public SamplingParameters {
    require("temperature", temperature >= 0 && temperature <= 2, "0 to 2", temperature);
    require("topK", topK >= 0, "0 or more", topK);
    require("topP", topP > 0 && topP <= 1, "above 0 and at most 1", topP);
    require("minP", minP >= 0 && minP <= 1, "0 to 1", minP);
    require(
        "repetitionPenalty",
        repetitionPenalty > 0 && repetitionPenalty <= 10,
        "above 0 and at most 10",
        repetitionPenalty);
    require("presencePenalty", Math.abs(presencePenalty) <= 2, "-2 to 2", presencePenalty);
    require("frequencyPenalty", Math.abs(frequencyPenalty) <= 2, "-2 to 2", frequencyPenalty);
    logitBias = Map.copyOf(logitBias);
    logitBias.forEach(
        (id, bias) ->
            require("logitBias of token " + id, Math.abs(bias) <= 100, "-100 to 100", bias));
    bannedTokenIds = Set.copyOf(bannedTokenIds);
  }

  private static void require(String name, boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
    }
  }

  /** A temperature and nothing else. */
  public static SamplingParameters temperature(double temperature) {
    return new SamplingParameters(temperature, 0, 1, 0, 1, 0, 0, Map.of(), Set.of());
  }

  /** Whether the highest score is taken rather than a random one. */
  public boolean isGreedy() {
    return temperature == 0;
  }

  /** Whether scores depend on what stands in the sequence already. */
  public boolean hasPenalties() {
    return repetitionPenalty != 1 || presencePenalty != 0 || frequencyPenalty != 0;
  }
}
