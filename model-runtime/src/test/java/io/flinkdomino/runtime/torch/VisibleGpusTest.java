package io.flinkdomino.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VisibleGpusTest {

  @Test
  void indexIsTheOrdinalWhereCudaSeesAll() {
    assertThat(visible(null).device("5")).isEqualTo("cuda:5");
  }

  @Test
  void ordinalIsThePlaceInTheListOfVisibleDevices() {
    assertThat(visible("6, 2").device("6")).isEqualTo("cuda:0");
    assertThat(visible("6, 2").device("2")).isEqualTo("cuda:1");
  }

  @Test
  void refusesIndexThatCudaDoesNotSee() {
    assertThatThrownBy(() -> visible("2,3").device("0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "GPU index must be listed in CUDA_VISIBLE_DEVICES, which is 2,3, got 0");
    assertThatThrownBy(() -> visible("GPU-5f1c").device("0"))
        .hasMessageContaining("which is GPU-5f1c, got 0");
    assertThatThrownBy(() -> visible("").device("0")).hasMessageContaining("got 0");
  }

  @Test
  void refusesIndexThatIsNoNumber() {
    assertThatThrownBy(() -> visible(null).device("GPU-5f1c"))
        .hasMessage("GPU index must be a number from 0, got GPU-5f1c");
  }

  private static VisibleGpus visible(String variable) {
    return VisibleGpus.parse(Optional.ofNullable(variable));
  }
}
