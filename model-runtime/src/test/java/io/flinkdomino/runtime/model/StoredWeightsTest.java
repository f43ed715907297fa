package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredWeightsTest {

  private static final Path PARITY = Path.of("../tests/golden/parity/qwen3-domino-b8");

  @TempDir private Path folder;

  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");

  @AfterEach
  void close() {
    scope.close();
  }

  private static float[] read(Weights weights, String name) {
    float[] values = new float[Math.toIntExact(weights.info(name).shape().elements())];
    weights.read(name, 0, FloatBuffer.wrap(values));
    return values;
  }

  @Test
  void whatIsSavedIsLoadedAgain() {
    DraftSpec spec = DraftSpec.of(ModelFolder.open(PARITY.resolve("draft")));
    try (Weights original = ModelFolder.open(PARITY.resolve("draft")).openWeights()) {
      WeightLayout layout = WeightLayout.of(spec, original);
      List<Tensor> weights = StoredWeights.load(layout, original, scope);
      Path file = folder.resolve("model.safetensors");

      StoredWeights.save(file, layout, weights, Dtype.F32);

      try (Weights saved = SafetensorsFile.open(file)) {
        assertThat(saved.names()).isEqualTo(original.names());
        for (String name : saved.names()) {
          assertThat(saved.info(name).shape()).isEqualTo(original.info(name).shape());
          assertThat(read(saved, name)).isEqualTo(read(original, name));
        }
      }
    }
  }

  @Test
  void initialWeightsDependOnTheSeedNotOnHowTheyAreRead() {
    DraftSpec spec = DraftSpec.of(ModelFolder.open(PARITY.resolve("draft")));
    WeightLayout layout = WeightLayout.of(spec);
    InitialWeights weights = new InitialWeights(layout, 3);
    float[] whole = read(weights, "fc.weight");
    float[] piece = new float[100];
    weights.read("fc.weight", 500, FloatBuffer.wrap(piece));

    assertThat(piece).isEqualTo(Arrays.copyOfRange(whole, 500, 600));
    assertThat(read(new InitialWeights(layout, 3), "fc.weight")).isEqualTo(whole);
    assertThat(read(new InitialWeights(layout, 4), "fc.weight")).isNotEqualTo(whole);
    assertThat(read(weights, "norm.weight")).containsOnly(1);
  }

  @Test
  void initialMatricesHaveTheDeviationTheyShould() {
    DraftSpec spec = DraftSpec.of(ModelFolder.open(PARITY.resolve("draft")));
    float[] values = read(new InitialWeights(WeightLayout.of(spec), 3), "fc.weight");

    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    // 8,192 values: the mean deviates by 0.001, the deviation by 0.8 %.
    double deviation = 1 / Math.sqrt(128);
    assertThat(sum / values.length).isCloseTo(0, within(0.005));
    assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, within(0.04 * deviation));
  }

  @Test
  void bfloat16IsTheNearestAndTiesToEven() {
    assertThat(SafetensorsOutput.toBfloat16(1f)).isEqualTo((short) 0x3f80);
    assertThat(SafetensorsOutput.toBfloat16(Float.intBitsToFloat(0x3f808000)))
        .isEqualTo((short) 0x3f80);
    assertThat(SafetensorsOutput.toBfloat16(Float.intBitsToFloat(0x3f818000)))
        .isEqualTo((short) 0x3f82);
    assertThat(SafetensorsOutput.toBfloat16(Float.intBitsToFloat(0x3f808001)))
        .isEqualTo((short) 0x3f81);
    assertThat(SafetensorsOutput.toBfloat16(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xff80);
    assertThat(Float32Decoder.fromBfloat16(SafetensorsOutput.toBfloat16(Float.NaN))).isNaN();
  }

  @Test
  void filesWrittenOnceAreTheSameTwice() throws IOException {
    DraftSpec spec = DraftSpec.of(ModelFolder.open(PARITY.resolve("draft")));
    WeightLayout layout = WeightLayout.of(spec);
    List<Tensor> weights = StoredWeights.load(layout, new InitialWeights(layout, 1), scope);

    StoredWeights.save(folder.resolve("a"), layout, weights, Dtype.BF16);
    StoredWeights.save(folder.resolve("b"), layout, weights, Dtype.BF16);

    assertThat(Files.readAllBytes(folder.resolve("a")))
        .isEqualTo(Files.readAllBytes(folder.resolve("b")));
  }
}
