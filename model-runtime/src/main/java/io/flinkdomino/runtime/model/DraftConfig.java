package io.flinkdomino.runtime.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a drafter's {@code config.json} in all published variants. */
final class DraftConfig {

  private static final String DOMINO = "DominoDraftModel";
  private static final String DFLASH = "DFlashDraftModel";
  // The second name is what the head was called before it had one.
  private static final Set<String> DOMINO_PROJECTORS = Set.of("domino", "causal_v5");
  private static final String TARGET_LAYERS = "num_target_layers";
  private static final int MIN_BLOCK = 2;
  private static final int MAX_BLOCK = 64;
  private static final int MAX_SIZE = 1 << 20;
  private static final int MAX_LAYERS = 1024;

  private final ConfigReader config;
  private final ConfigReader dflash;
  private final String architecture;

  private DraftConfig(ConfigReader config) {
    this.config = config;
    this.architecture = Architecture.require(config, List.of(DOMINO, DFLASH));
    this.dflash = config.object("dflash_config");
  }

  /**
   * Whether a drafter is a causal language model rather than one that drafts by blocks.
   *
   * @throws ModelFormatException if it is neither
   */
  static boolean isCausal(ModelFolder folder) {
    List<String> supported = List.of(DOMINO, DFLASH, TargetSpec.ARCHITECTURE);
    return Architecture.require(folder.config(), supported).equals(TargetSpec.ARCHITECTURE);
  }

  static DraftSpec read(ModelFolder folder) {
    ConfigReader config = folder.config();
    DraftSpec spec = new DraftConfig(config).spec(folder);
    config.throwIfWrong();
    return spec;
  }

  private DraftSpec spec(ModelFolder folder) {
    refuseOtherAttention();
    TransformerSpec transformer = TransformerSpec.read(config);
    int blockSize = config.requiredInt("block_size", MIN_BLOCK, MAX_BLOCK);
    boolean shiftLabel = dflash.optionalFlag("shift_label", false);
    int targetLayers = config.requiredInt(TARGET_LAYERS, 1, MAX_LAYERS);
    return new DraftSpec(
        folder.configFile(),
        transformer,
        blockSize,
        shiftLabel,
        maskTokenId(transformer.vocabSize()),
        targetLayerIds(targetLayers, transformer.layers()),
        targetLayers,
        dominoHead(maxPrefix(blockSize, shiftLabel)));
  }

  private int maxPrefix(int blockSize, boolean shiftLabel) {
    return config.isRight("block_size")
        ? DraftSpec.maxDraftTokens(blockSize, shiftLabel)
        : MAX_BLOCK;
  }

  private void refuseOtherAttention() {
    String mode = dflash.optionalText("attention_mode", "gqa");
    if (!mode.equals("gqa")) {
      dflash.problem("attention_mode", "must be gqa, got " + mode);
    }
    if (dflash.has("attention_modes")) {
      dflash.problem("attention_modes", "is not supported: all layers must be gqa");
    }
  }

  private int maskTokenId(int vocabSize) {
    int max = config.isRight("vocab_size") ? vocabSize - 1 : Integer.MAX_VALUE;
    return dflash.requiredInt("mask_token_id", 0, max);
  }

  private List<Integer> targetLayerIds(int targetLayers, int draftLayers) {
    String key = "target_layer_ids";
    List<Integer> ids =
        dflash.has(key) ? dflash.ids(key) : TargetLayerIds.spread(targetLayers, draftLayers);
    // The last layer's output reaches Hugging Face users only after the final norm, so no drafter
    // was trained on it as it leaves the layer.
    boolean readable = !dflash.has(key) || dflash.isRight(key);
    boolean outside = ids.isEmpty() || ids.stream().anyMatch(id -> id < 0 || id > targetLayers - 2);
    if (outside && readable && config.isRight(TARGET_LAYERS)) {
      dflash.problem(
          key,
          "must be between 0 and num_target_layers - 2 = %d, got %s"
              .formatted(targetLayers - 2, ids));
    }
    return ids;
  }

  private Optional<DominoHeadSpec> dominoHead(int maxDraftTokens) {
    if (!dflash.has("projector_type") && architecture.equals(DFLASH)) {
      return Optional.empty();
    }
    String projector = dflash.optionalText("projector_type", "domino");
    if (!DOMINO_PROJECTORS.contains(projector)) {
      dflash.problem("projector_type", "must be absent, domino or causal_v5, got " + projector);
      return Optional.empty();
    }
    return Optional.of(
        new DominoHeadSpec(
            dflash.requiredInt("emb_dim", 1, MAX_SIZE),
            dflash.requiredInt("gru_hidden_dim", 1, MAX_SIZE),
            dflash.optionalInt("pure_draft_prefix_len", 0, 0, maxDraftTokens)));
  }
}
