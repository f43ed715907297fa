package io.flinkdomino.bundled.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FurtherOptionsTest {

  @Test
  void takesTheLayersOut() {
    List<String> others = List.of("--learning-rate", "0.001");
    assertThat(FurtherOptions.of(List.of("--draft-layers", "2", "--learning-rate", "0.001")))
        .isEqualTo(new FurtherOptions(2, others));
    assertThat(FurtherOptions.of(List.of("--learning-rate", "0.001", "--draft-layers=3")))
        .isEqualTo(new FurtherOptions(3, others));
  }

  @Test
  void hasTheLayersOfTrainIfNoneAreGiven() {
    assertThat(FurtherOptions.of(List.of()).draftLayers()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed", "--seed=4", "--decay-ratio=1", "--output", "--resume"})
  void refusesWhatTheAblationDecides(String option) {
    assertThatThrownBy(() -> FurtherOptions.of(List.of(option)))
        .hasMessageContaining("got " + option.split("=", 2)[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--draft-layers", "--draft-layers=many", "--draft-layers=0"})
  void refusesLayersThatAreNoNumber(String option) {
    assertThatThrownBy(() -> FurtherOptions.of(List.of(option)))
        .hasMessageContaining("--draft-layers must be a number");
  }

  @Test
  void tellsDecodingWhereModelsRun() {
    assertThat(FurtherOptions.of(List.of("--anchors", "64", "--device", "cpu")).ofDecoding())
        .containsExactly("--device", "cpu");
    assertThat(FurtherOptions.of(List.of("--device=cuda:1")).ofDecoding())
        .containsExactly("--device=cuda:1");
    assertThat(FurtherOptions.of(List.of("--anchors", "64")).ofDecoding()).isEmpty();
  }
}
