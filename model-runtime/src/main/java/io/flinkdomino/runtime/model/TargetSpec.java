package io.flinkdomino.runtime.model;

import java.util.List;

/**
 * The shapes of a dense Qwen3 causal language model: a target, or a drafter of its vocabulary.
 *
 * @param tieWordEmbeddings whether the output head is the embedding
 * @param maxPositions the longest sequence, prompt and completion together
 * @param eosTokenIds tokens that end a text; may be empty
 */
public record TargetSpec(
    TransformerSpec transformer,
    boolean tieWordEmbeddings,
    int maxPositions,
    List<Integer> eosTokenIds) {

  static final String ARCHITECTURE = "Qwen3ForCausalLM";

  public TargetSpec {
    eosTokenIds = List.copyOf(eosTokenIds);
  }

  /**
   * Reads a target's shapes. End-of-text tokens of {@code generation_config.json} win over those of
   * {@code config.json}.
   *
   * @throws ModelFormatException naming everything that is wrong or not supported
   */
  public static TargetSpec of(ModelFolder folder) {
    ConfigReader config = folder.config();
    Architecture.require(config, List.of(ARCHITECTURE));
    TransformerSpec transformer = TransformerSpec.read(config);
    TargetSpec spec =
        new TargetSpec(
            transformer,
            config.optionalFlag("tie_word_embeddings", false),
            config.requiredInt("max_position_embeddings", 1, Integer.MAX_VALUE),
            eosTokenIds(folder, config));
    spec.eosTokenIds.stream()
        .filter(id -> config.isRight("vocab_size") && id >= transformer.vocabSize())
        .forEach(
            id ->
                config.problem(
                    "eos_token_id",
                    "must be below vocab_size = %d, got %d"
                        .formatted(transformer.vocabSize(), id)));
    config.throwIfWrong();
    return spec;
  }

  private static List<Integer> eosTokenIds(ModelFolder folder, ConfigReader config) {
    List<Integer> generation = folder.generationDefaults().eosTokenIds();
    return generation.isEmpty() ? config.ids("eos_token_id") : generation;
  }
}
