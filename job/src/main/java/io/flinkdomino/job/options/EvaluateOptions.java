package io.flinkdomino.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import org.apache.flink.configuration.ConfigOption;

/** Settings that only evaluating a drafter has. */
public final class EvaluateOptions {

  public static final ConfigOption<Integer> ROUNDS =
      key("rounds")
          .intType()
          .defaultValue(1)
          .withDescription(
              "How often all prompts are decoded each way, 1 to 1000. Speeds are the medians of the"
                  + " rounds; more even out what else the machine does.");

  public static final ConfigOption<Integer> MAX_TOKENS =
      key("max-tokens")
          .intType()
          .defaultValue(GenerationParameters.DEFAULT_MAX_TOKENS)
          .withDescription(
              "Most tokens of a completion, from 1, where its row has no max_tokens of its own.");

  private EvaluateOptions() {}
}
