package io.flinkdomino.bundled.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.model.DraftSpec;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.NewModelConfig;
import io.flinkdomino.runtime.model.TargetSpec;
import io.flinkdomino.runtime.model.TensorShape;
import io.flinkdomino.runtime.model.WeightLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts are those of the models that a training makes. */
class TargetShapesTest {

  @TempDir private Path folder;
  private Path target = Path.of("");

  @BeforeEach
  void writeTarget() throws IOException {
    target = SmallTarget.write(folder.resolve("target"));
  }

  private Path draft(String config) throws IOException {
    Path draft = Files.createDirectories(folder.resolve("draft"));
    Files.writeString(draft.resolve("config.json"), config);
    return draft;
  }

  private static long parameters(WeightLayout layout) {
    return layout.stored().stream()
        .flatMap(entry -> entry.shapes().stream())
        .mapToLong(TensorShape::elements)
        .sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void countsADominoDrafter(int layers) throws IOException {
    String config = NewModelConfig.draft(ModelFolder.untrained(target), true, layers, 16, 3);
    DraftSpec spec = DraftSpec.of(ModelFolder.untrained(draft(config)));
    assertThat(TargetShapes.read(target).ofDomino(layers))
        .isEqualTo(parameters(WeightLayout.of(spec)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void countsACausalDrafter(int layers) throws IOException {
    String config = NewModelConfig.causal(ModelFolder.untrained(target), layers);
    TargetSpec spec = TargetSpec.of(ModelFolder.untrained(draft(config)));
    assertThat(TargetShapes.read(target).ofCausal(layers))
        .isEqualTo(parameters(WeightLayout.of(spec)));
  }

  @Test
  void choosesTheNearestLayers() throws IOException {
    TargetShapes shapes = TargetShapes.read(target);
    assertThat(shapes.causalLayers(shapes.ofCausal(3))).isEqualTo(3);
    assertThat(shapes.causalLayers(shapes.ofCausal(3) + shapes.perLayer() / 2 - 1)).isEqualTo(3);
    assertThat(shapes.causalLayers(shapes.ofCausal(3) + shapes.perLayer() / 2 + 1)).isEqualTo(4);
    assertThat(shapes.causalLayers(1)).isEqualTo(1);
  }
}
