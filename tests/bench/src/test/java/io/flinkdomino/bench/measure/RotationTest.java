package io.flinkdomino.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {

  @Test
  void everyRoundBeginsWithTheNext() {
    assertThat(Rotation.order(List.of("a", "b", "c"), 0)).containsExactly("a", "b", "c");
    assertThat(Rotation.order(List.of("a", "b", "c"), 1)).containsExactly("b", "c", "a");
    assertThat(Rotation.order(List.of("a", "b", "c"), 3)).containsExactly("a", "b", "c");
  }
}
