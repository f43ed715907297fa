package io.flinkdomino.runtime.model;

import static io.flinkdomino.runtime.model.SyntheticModels.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetSpecTest {

  @TempDir Path folder;

  private final ObjectNode config = SyntheticModels.targetConfig();

  private TargetSpec read() {
    return SyntheticModels.target(folder, config);
  }

  private void refused(String... words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(folder.resolve("config.json") + ": ")
        .hasMessageContainingAll(words);
  }

  private TargetSpec with(String key, String value) {
    config.set(key, tree(value));
    return read();
  }

  @Test
  void readsShapes() {
    TargetSpec spec = read();

    assertThat(spec.tieWordEmbeddings()).isFalse();
    assertThat(spec.maxPositions()).isEqualTo(64);
    assertThat(spec.eosTokenIds()).containsExactly(1);
    assertThat(spec.transformer())
        .isEqualTo(
            new TransformerSpec(
                8,
                2,
                4,
                2,
                6,
                10,
                1e-5,
                20,
                new RopeSpec(6, 10_000, Optional.empty()),
                List.of(0, 0)));
  }

  @Test
  void derivesTheHeadDimensionWhereItIsAbsent() {
    config.remove("head_dim");

    assertThat(read().transformer().headDim()).isEqualTo(2);
  }

  @Test
  void takesAllHeadsForKeysWhereTheirNumberIsAbsent() {
    assertThat(with("num_key_value_heads", "null").transformer().kvHeads()).isEqualTo(4);
  }

  @Test
  void prefersEndTokensOfTheGenerationConfiguration() {
    SyntheticModels.write(folder.resolve("generation_config.json"), "{\"eos_token_id\": [5, 6]}");

    assertThat(read().eosTokenIds()).containsExactly(5, 6);
  }

  @Test
  void keepsItsEndTokensWhereTheGenerationConfigurationHasNone() {
    SyntheticModels.write(folder.resolve("generation_config.json"), "{}");

    assertThat(read().eosTokenIds()).containsExactly(1);
    assertThat(with("eos_token_id", "null").eosTokenIds()).isEmpty();
    assertThat(with("eos_token_id", "[2, 3]").eosTokenIds()).containsExactly(2, 3);
  }

  @Test
  void refusesEndTokensOutsideTheVocabulary() {
    config.put("eos_token_id", 20);

    refused("eos_token_id must be below vocab_size = 20, got 20");
  }

  @Test
  void namesOtherKindsOfModels() {
    config.put("model_type", "llama");
    config.putArray("architectures").add("LlamaForCausalLM");

    refused(
        "model_type must be qwen3, got 'llama'",
        "architectures must be [Qwen3ForCausalLM], got [LlamaForCausalLM]");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    config.remove("hidden_size");
    config.put("num_hidden_layers", 0);
    config.put("num_key_value_heads", 3);
    config.put("head_dim", 7);
    config.put("vocab_size", "many");
    config.put("rms_norm_eps", 0);
    config.put("attention_bias", true);
    config.put("hidden_act", "gelu");
    config.put("max_position_embeddings", 1e6);

    refused(
        "9 problems",
        "hidden_size is missing",
        "num_hidden_layers must be between 1 and 1024, got 0",
        "num_attention_heads must be a multiple of num_key_value_heads = 3, got 4",
        "head_dim must be even, got 7",
        "vocab_size must be between 1 and 16777216, got \"many\"",
        "rms_norm_eps must be a number above 0.0, got 0",
        "attention_bias must be false, got true",
        "hidden_act must be silu, got gelu",
        "max_position_embeddings must be between 1 and 2147483647, got 1000000.0");
  }

  @Test
  void readsSlidingWindowsFromLayerTypes() {
    config.put("sliding_window", 16).put("use_sliding_window", true);

    TransformerSpec spec =
        with("layer_types", "[\"full_attention\", \"sliding_attention\"]").transformer();

    assertThat(spec.slidingWindows()).containsExactly(0, 16);
    assertThat(spec.slidingWindow(1)).isEqualTo(16);
  }

  @Test
  void readsSlidingWindowsFromTheFirstSlidingLayer() {
    config.put("sliding_window", 16).put("use_sliding_window", true).put("max_window_layers", 1);

    assertThat(read().transformer().slidingWindows()).containsExactly(0, 16);
    assertThat(with("use_sliding_window", "false").transformer().slidingWindows())
        .containsExactly(0, 0);
  }

  @Test
  void refusesLayerTypesThatDoNotFit() {
    config.putArray("layer_types").add("sliding_attention").add("linear_attention").add("x");

    refused(
        "layer_types must have num_hidden_layers = 2 entries, got 3",
        "layer_types must be full_attention or sliding_attention, got linear_attention",
        "use_sliding_window must be true: layer_types has sliding_attention",
        "sliding_window is missing");
  }
}
