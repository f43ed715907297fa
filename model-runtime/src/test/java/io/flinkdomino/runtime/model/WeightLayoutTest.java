package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightLayoutTest {

  @TempDir Path folder;

  private final ObjectNode targetConfig = SyntheticModels.targetConfig();
  private final ObjectNode draftConfig = SyntheticModels.draftConfig();

  private Path weightFile() {
    return folder.resolve("model.safetensors");
  }

  private WeightLayout target() {
    return WeightLayout.of(SyntheticModels.target(folder, targetConfig));
  }

  private static List<String> shapes(WeightLayout layout) {
    return layout.entries().stream().map(entry -> entry.shape().toString()).toList();
  }

  private static List<String> firstNames(WeightLayout layout) {
    return layout.entries().stream().map(entry -> entry.names().get(0)).toList();
  }

  @Test
  void ordersTargetWeights() {
    SyntheticModels.targetWeights().write(weightFile());
    WeightLayout layout = target();

    assertThat(shapes(layout))
        .startsWith("[20, 8]", "[8]", "[20, 8]")
        .endsWith("[8]", "[48, 8]", "[6]", "[6]", "[8, 24]", "[8]", "[20, 8]", "[8, 10]")
        .hasSize(3 + 2 * 8);
    assertThat(layout.entries().get(12).names())
        .containsExactly(
            "model.layers.1.self_attn.q_proj.weight",
            "model.layers.1.self_attn.k_proj.weight",
            "model.layers.1.self_attn.v_proj.weight");
    assertThat(layout.entries().get(12).shapes())
        .containsExactly(TensorShape.of(24, 8), TensorShape.of(12, 8), TensorShape.of(12, 8));
    assertThat(layout.entries().get(17).names())
        .containsExactly(
            "model.layers.1.mlp.gate_proj.weight", "model.layers.1.mlp.up_proj.weight");
    try (Weights weights = SafetensorsFile.open(weightFile())) {
      layout.check(weights);
      assertThat(layout.countUnused(weights)).isZero();
    }
  }

  @Test
  void sharesTheEmbeddingOfTiedModels() {
    targetConfig.put("tie_word_embeddings", true);
    SyntheticModels.targetWeights().write(weightFile());

    WeightLayout layout = target();

    WeightEntry head = layout.entries().get(2);
    assertThat(head.sharesEmbedding()).isTrue();
    assertThat(head.names()).containsExactly("model.embed_tokens.weight");
    assertThat(layout.entries().get(0).sharesEmbedding()).isFalse();
    try (Weights weights = SafetensorsFile.open(weightFile())) {
      layout.check(weights);
      assertThat(layout.countUnused(weights)).as("the stored output head").isOne();
    }
  }

  @Test
  void ordersDraftWeights() {
    SyntheticModels.draftWeights("").write(weightFile());
    DraftSpec draft = SyntheticModels.draft(folder, draftConfig);

    try (Weights weights = SafetensorsFile.open(weightFile())) {
      WeightLayout layout = WeightLayout.of(draft, weights);

      layout.check(weights);
      assertThat(layout.countUnused(weights)).isZero();
      assertThat(shapes(layout))
          .startsWith("[8, 8]", "[8]", "[8]", "[15, 8]", "[15, 5]", "[3, 13]", "[20, 3]")
          .hasSize(7 + 8);
      assertThat(firstNames(layout))
          .startsWith(
              "fc.weight",
              "hidden_norm.weight",
              "norm.weight",
              "prefix_gru.weight_ih_l0",
              "prefix_gru.weight_hh_l0",
              "embed_proj.0.weight",
              "embed_proj.2.weight",
              "layers.0.input_layernorm.weight",
              "layers.0.self_attn.q_proj.weight");
    }
  }

  @Test
  void findsTheHeadWhereEarlyCheckpointsNestIt() {
    SyntheticModels.draftWeights("logit_head.").write(weightFile());
    DraftSpec draft = SyntheticModels.draft(folder, draftConfig);

    try (Weights weights = SafetensorsFile.open(weightFile())) {
      WeightLayout layout = WeightLayout.of(draft, weights);

      layout.check(weights);
      assertThat(firstNames(layout))
          .contains("logit_head.prefix_gru.weight_ih_l0", "logit_head.embed_proj.2.weight");
    }
  }

  @Test
  void leavesOutTheHeadOfAPlainDrafter() {
    draftConfig.putArray("architectures").add("DFlashDraftModel");
    SyntheticModels.dflash(draftConfig).remove("projector_type");
    SyntheticModels.draftWeights("").write(weightFile());
    DraftSpec draft = SyntheticModels.draft(folder, draftConfig);

    try (Weights weights = SafetensorsFile.open(weightFile())) {
      WeightLayout layout = WeightLayout.of(draft, weights);

      assertThat(layout.entries()).hasSize(3 + 8);
      assertThat(layout.countUnused(weights)).isEqualTo(4);
    }
  }

  @Test
  void namesEveryMissingOrMisshapenTensor() {
    new SafetensorsWriter()
        .f32("model.embed_tokens.weight", TensorShape.of(20, 8), 1)
        .f32("model.norm.weight", TensorShape.of(9), 1)
        .raw("lm_head.weight", "F8_E4M3", TensorShape.of(20, 8), new byte[160])
        .write(weightFile());

    try (Weights weights = SafetensorsFile.open(weightFile())) {
      assertThatThrownBy(() -> target().check(weights))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContainingAll(
              "24 problems",
              weightFile() + ": tensor model.norm.weight must be [8], got [9]",
              weightFile() + ": tensor lm_head.weight must be stored as F32, F16 or BF16, got F8",
              weightFile() + ": tensor model.layers.0.self_attn.k_proj.weight [12, 8] is missing",
              "and 4 more")
          .satisfies(e -> assertThat(((ModelFormatException) e).problems()).hasSize(24));
    }
  }
}
