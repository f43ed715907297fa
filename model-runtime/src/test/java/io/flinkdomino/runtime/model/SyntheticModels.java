package io.flinkdomino.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Model folders of two layers, written by the test: hidden 8, 4 heads, 2 KV heads of 6, inner 10,
 * vocabulary 20, and a drafter of one layer for them.
 */
final class SyntheticModels {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final String COMMON =
      """
      {"model_type": "qwen3", "hidden_size": 8, "num_attention_heads": 4,
       "num_key_value_heads": 2, "head_dim": 6, "intermediate_size": 10, "rms_norm_eps": 1e-5,
       "vocab_size": 20, "rope_theta": 10000.0, "rope_scaling": null, "hidden_act": "silu",
       "attention_bias": false, "sliding_window": null, "use_sliding_window": false}
      """;

  private static final String TARGET =
      """
      {"architectures": ["Qwen3ForCausalLM"], "num_hidden_layers": 2,
       "max_position_embeddings": 64, "tie_word_embeddings": false, "eos_token_id": 1}
      """;

  private static final String DRAFT =
      """
      {"architectures": ["DominoDraftModel"], "num_hidden_layers": 1, "block_size": 8,
       "num_target_layers": 2,
       "dflash_config": {"mask_token_id": 19, "target_layer_ids": [0], "emb_dim": 3,
         "gru_hidden_dim": 5, "projector_type": "domino", "pure_draft_prefix_len": 1,
         "shift_label": true}}
      """;

  private SyntheticModels() {}

  static ObjectNode targetConfig() {
    return json(COMMON).setAll(json(TARGET));
  }

  static ObjectNode draftConfig() {
    return json(COMMON).setAll(json(DRAFT));
  }

  static ObjectNode dflash(ObjectNode config) {
    return (ObjectNode) config.get("dflash_config");
  }

  static ObjectNode json(String text) {
    return (ObjectNode) tree(text);
  }

  static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder with this configuration and, unless there are weights already, one lone tensor. */
  static ModelFolder folder(Path folder, ObjectNode config) {
    write(folder.resolve("config.json"), config.toString());
    if (!Files.exists(folder.resolve("model.safetensors"))) {
      weights().write(folder.resolve("model.safetensors"));
    }
    return ModelFolder.open(folder);
  }

  static SafetensorsWriter weights() {
    return new SafetensorsWriter().f32("lone", TensorShape.of(1), 0);
  }

  static TargetSpec target(Path folder, ObjectNode config) {
    return TargetSpec.of(folder(folder, config));
  }

  static DraftSpec draft(Path folder, ObjectNode config) {
    return DraftSpec.of(folder(folder, config));
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All tensors of the target; every value of a tensor is its place in this list. */
  static SafetensorsWriter targetWeights() {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .f32("model.embed_tokens.weight", TensorShape.of(20, 8), 1)
            .f32("model.norm.weight", TensorShape.of(8), 2)
            .f32("lm_head.weight", TensorShape.of(20, 8), 3);
    layer(writer, "model.layers.0.");
    layer(writer, "model.layers.1.");
    return writer;
  }

  /** All tensors of the drafter, the head's under {@code prefix}. */
  static SafetensorsWriter draftWeights(String prefix) {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .f32("fc.weight", TensorShape.of(8, 8), 1)
            .f32("hidden_norm.weight", TensorShape.of(8), 2)
            .f32("norm.weight", TensorShape.of(8), 3)
            .f32(prefix + "prefix_gru.weight_ih_l0", TensorShape.of(15, 8), 4)
            .f32(prefix + "prefix_gru.weight_hh_l0", TensorShape.of(15, 5), 5)
            .f32(prefix + "embed_proj.0.weight", TensorShape.of(3, 13), 6)
            .f32(prefix + "embed_proj.2.weight", TensorShape.of(20, 3), 7);
    layer(writer, "layers.0.");
    return writer;
  }

  private static void layer(SafetensorsWriter writer, String layer) {
    writer
        .f32(layer + "input_layernorm.weight", TensorShape.of(8), 10)
        .f32(layer + "self_attn.q_proj.weight", TensorShape.of(24, 8), 11)
        .f32(layer + "self_attn.k_proj.weight", TensorShape.of(12, 8), 12)
        .f32(layer + "self_attn.v_proj.weight", TensorShape.of(12, 8), 13)
        .f32(layer + "self_attn.q_norm.weight", TensorShape.of(6), 14)
        .f32(layer + "self_attn.k_norm.weight", TensorShape.of(6), 15)
        .f32(layer + "self_attn.o_proj.weight", TensorShape.of(8, 24), 16)
        .f32(layer + "post_attention_layernorm.weight", TensorShape.of(8), 17)
        .f32(layer + "mlp.gate_proj.weight", TensorShape.of(10, 8), 18)
        .f32(layer + "mlp.up_proj.weight", TensorShape.of(10, 8), 19)
        .f32(layer + "mlp.down_proj.weight", TensorShape.of(8, 10), 20);
  }
}
