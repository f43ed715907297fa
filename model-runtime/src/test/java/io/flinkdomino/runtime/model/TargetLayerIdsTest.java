package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected ids computed by Python's {@code int(round(1 + i * (L - 4) / (n - 1)))}. */
class TargetLayerIdsTest {

  @Test
  void takesTheMiddleLayerForOneDraftLayer() {
    assertThat(TargetLayerIds.spread(36, 1)).containsExactly(18);
    assertThat(TargetLayerIds.spread(5, 1)).containsExactly(2);
  }

  @Test
  void spreadsEvenly() {
    assertThat(TargetLayerIds.spread(36, 5)).containsExactly(1, 9, 17, 25, 33);
    assertThat(TargetLayerIds.spread(28, 5)).containsExactly(1, 7, 13, 19, 25);
    assertThat(TargetLayerIds.spread(61, 7)).containsExactly(1, 10, 20, 30, 39, 48, 58);
  }

  @Test
  void roundsHalvesToEven() {
    assertThat(TargetLayerIds.spread(7, 3)).containsExactly(1, 2, 4);
    assertThat(TargetLayerIds.spread(9, 5)).containsExactly(1, 2, 4, 5, 6);
    assertThat(TargetLayerIds.spread(48, 8)).containsExactly(1, 7, 14, 20, 26, 32, 39, 45);
  }
}
