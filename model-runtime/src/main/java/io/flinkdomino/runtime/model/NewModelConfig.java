package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The {@code config.json} of a model that is to be trained for a target: its layers have the
 * target's shapes, and the published layout's keys say the rest.
 */
public final class NewModelConfig {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The published heads have such shares of the hidden size: 4096, 1024 and 256. */
  private static final int HIDDEN_PER_STATE = 4;

  private static final int HIDDEN_PER_EMBEDDING = 16;
  private static final int SMALLEST_HEAD = 64;
  private static final int PURE_DRAFT_PREFIX = 1;

  /** Keys of a target that say nothing about a drafter. */
  private static final List<String> OF_THE_TARGET =
      List.of(
          "bos_token_id", "eos_token_id", "pad_token_id", "use_sliding_window", "sliding_window");

  private NewModelConfig() {}

  /**
   * A drafter that drafts by blocks.
   *
   * @param dominoHead whether it has the Domino head
   * @param layers of the backbone
   * @param blockSize positions of one draft pass
   * @param maskTokenId stands for the still unknown positions
   */
  public static String draft(
      ModelFolder target, boolean dominoHead, int layers, int blockSize, int maskTokenId) {
    TransformerSpec shapes = TargetSpec.of(target).transformer();
    ObjectNode config = copy(target, layers);
    config.remove(OF_THE_TARGET);
    config.putArray("architectures").add(dominoHead ? "DominoDraftModel" : "DFlashDraftModel");
    config.put("tie_word_embeddings", false);
    config.put("block_size", blockSize);
    config.put("num_target_layers", shapes.layers());
    ObjectNode dflash = config.putObject("dflash_config");
    dflash.put("mask_token_id", maskTokenId);
    ArrayNode ids = dflash.putArray("target_layer_ids");
    TargetLayerIds.spread(shapes.layers(), layers).forEach(ids::add);
    dflash.put("shift_label", true);
    if (dominoHead) {
      dflash.put("projector_type", "domino");
      dflash.put("emb_dim", Math.max(SMALLEST_HEAD, shapes.hiddenSize() / HIDDEN_PER_EMBEDDING));
      dflash.put("gru_hidden_dim", Math.max(SMALLEST_HEAD, shapes.hiddenSize() / HIDDEN_PER_STATE));
      dflash.put("pure_draft_prefix_len", PURE_DRAFT_PREFIX);
    }
    return text(config);
  }

  /** A causal language model of the target's vocabulary with fewer layers. */
  public static String causal(ModelFolder target, int layers) {
    return text(copy(target, layers));
  }

  /**
   * A model's own, saying in which number type its weights are stored.
   *
   * @param dtype F32 or BF16
   */
  public static String stored(ModelFolder model, Dtype dtype) {
    ObjectNode config = model.config().copy();
    setDtype(config, dtype);
    return text(config);
  }

  private static void setDtype(ObjectNode config, Dtype dtype) {
    config.put("dtype", dtype == Dtype.BF16 ? "bfloat16" : "float32");
    config.remove("torch_dtype");
  }

  private static ObjectNode copy(ModelFolder target, int layers) {
    ObjectNode config = target.config().copy();
    config.put("num_hidden_layers", layers);
    setDtype(config, Dtype.F32);
    ArrayNode types = config.putArray("layer_types");
    for (int layer = 0; layer < layers; layer++) {
      types.add("full_attention");
    }
    return config;
  }

  private static String text(ObjectNode config) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
