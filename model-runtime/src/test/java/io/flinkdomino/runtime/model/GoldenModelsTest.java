package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model folder that the parity tests decode with opens, matches and is complete. */
class GoldenModelsTest {

  private static final Path PARITY = Path.of("../tests/golden/parity");

  static List<Path> models() throws IOException {
    try (Stream<Path> cases = Files.list(PARITY)) {
      return Stream.concat(cases, Stream.of(Path.of("../tests/golden/tiny"))).sorted().toList();
    }
  }

  static List<Path> drafts() throws IOException {
    return models().stream().map(model -> model.resolve("draft")).filter(Files::exists).toList();
  }

  private static float[] readAll(Path folder, String tensor) {
    try (Weights weights = ModelFolder.open(folder).openWeights()) {
      float[] values = new float[(int) weights.info(tensor).shape().elements()];
      weights.read(tensor, 0, FloatBuffer.wrap(values));
      return values;
    }
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void thereAreSixTargetsAndFiveDrafters() throws IOException {
    assertThat(models()).hasSize(6);
    assertThat(drafts()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("models")
  void targetsAreComplete(Path model) {
    ModelFolder folder = ModelFolder.open(model.resolve("target"));
    WeightLayout layout = WeightLayout.of(TargetSpec.of(folder));

    try (Weights weights = folder.openWeights()) {
      layout.check(weights);

      assertThat(layout.countUnused(weights)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("drafts")
  void draftersAreCompleteAndMatchTheirTargets(Path draft) {
    ModelFolder folder = ModelFolder.open(draft);
    DraftSpec spec = DraftSpec.of(folder);
    spec.requireMatches(TargetSpec.of(ModelFolder.open(draft.resolveSibling("target"))));

    try (Weights weights = folder.openWeights()) {
      WeightLayout layout = WeightLayout.of(spec, weights);
      layout.check(weights);

      assertThat(layout.countUnused(weights)).isZero();
    }
  }

  /** Values read with numpy straight from the bytes of the file. */
  @Test
  void readsTheValuesNumpyReads() {
    float[] sharded =
        readAll(
            PARITY.resolve("qwen3-bf16-sharded-legacy-head/target"), "model.embed_tokens.weight");
    float[] single = readAll(PARITY.resolve("qwen3-domino-b8/draft"), "fc.weight");

    assertThat(sharded).endsWith(-0.15917969f, -0.55859375f, 0.36914062f);
    assertThat(sum(sharded)).isCloseTo(-4.201213359832764, within(1e-9));
    assertThat(single).endsWith(0.28046474f, -0.15101652f, 0.124108866f);
    assertThat(sum(single)).isCloseTo(-42.23486656611931, within(1e-9));
  }

  @Test
  void readsTheTinyModelsTexts() {
    ModelFolder folder = ModelFolder.open(Path.of("../tests/golden/tiny/target"));

    assertThat(folder.tokenizer()).isPresent();
    assertThat(folder.tokenizerConfig()).isPresent();
    assertThat(folder.chatTemplate()).isPresent();
    assertThat(TargetSpec.of(folder).eosTokenIds()).containsExactly(2);
  }
}
