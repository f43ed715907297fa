package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardedWeightsTest {

  @TempDir Path folder;

  @BeforeEach
  void writeShards() {
    SyntheticModels.write(folder.resolve("config.json"), "{}");
    new SafetensorsWriter()
        .f32("a", TensorShape.of(2), 1)
        .f32("unlisted", TensorShape.of(2), 5)
        .write(folder.resolve("s-1.safetensors"));
    new SafetensorsWriter().f32("b", TensorShape.of(2), 2).write(folder.resolve("s-2.safetensors"));
  }

  private ModelFolder open(String map) {
    SyntheticModels.write(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\": " + map + "}");
    return ModelFolder.open(folder);
  }

  @Test
  void readsEachTensorFromItsShard() {
    ModelFolder opened = open("{\"b\": \"s-2.safetensors\", \"a\": \"s-1.safetensors\"}");
    FloatBuffer into = FloatBuffer.allocate(2);

    try (Weights weights = opened.openWeights()) {
      weights.read("b", 0, into);

      assertThat(into.array()).containsExactly(2, 2);
      assertThat(weights.names()).containsExactlyInAnyOrder("a", "b");
      assertThat(weights.info("a").file()).isEqualTo(folder.resolve("s-1.safetensors"));
      assertThat(weights.source()).isEqualTo(folder.resolve("model.safetensors.index.json"));
      assertThatIllegalArgumentException().isThrownBy(() -> weights.info("unlisted"));
    }
    assertThat(opened.weightFiles())
        .containsExactly(folder.resolve("s-1.safetensors"), folder.resolve("s-2.safetensors"));
  }

  @Test
  void refusesIndexesThatNameTheWrongShard() {
    ModelFolder opened = open("{\"b\": \"s-1.safetensors\", \"c\": \"s-1.safetensors\"}");

    assertThatThrownBy(opened::openWeights)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("index.json: tensor b must be in", "tensor c must be in");
  }
}
