package io.flinkdomino.runtime.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code generation_config.json} says; nothing where it is absent.
 *
 * @param eosTokenIds tokens that end a text
 * @param maxNewTokens how many tokens to generate when the request does not say
 */
public record GenerationDefaults(List<Integer> eosTokenIds, OptionalInt maxNewTokens) {

  public GenerationDefaults {
    eosTokenIds = List.copyOf(eosTokenIds);
  }

  static GenerationDefaults read(Optional<Path> file) {
    return file.map(GenerationDefaults::read)
        .orElse(new GenerationDefaults(List.of(), OptionalInt.empty()));
  }

  private static GenerationDefaults read(Path file) {
    ConfigReader config = ConfigReader.of(file, JsonFiles.readObject(file));
    String limit = "max_new_tokens";
    OptionalInt maxNewTokens =
        config.has(limit)
            ? OptionalInt.of(config.requiredInt(limit, 1, Integer.MAX_VALUE))
            : OptionalInt.empty();
    GenerationDefaults defaults = new GenerationDefaults(config.ids("eos_token_id"), maxNewTokens);
    config.throwIfWrong();
    return defaults;
  }
}
