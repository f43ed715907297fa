package io.flinkdomino.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchDeviceTest {

  private static final int GPUS = TorchDevice.engine().getGpuCount();

  @Test
  void cpuIsAlwaysThere() {
    assertThat(TorchDevice.resolve("cpu")).isEqualTo(TorchDevice.CPU);
  }

  @Test
  void autoIsTheFirstCudaDeviceOrElseTheCpu() {
    assertThat(TorchDevice.resolve("auto").name()).isEqualTo(GPUS > 0 ? "cuda:0" : "cpu");
  }

  @Test
  void deviceThatTheMachineLacksIsRefused() {
    assertThatThrownBy(() -> TorchDevice.resolve("cuda:999"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("device is cuda:999, but this machine has %d CUDA devices", GPUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CPU", "cuda", "cuda:", "cuda:-1", "cuda:1000", "cuda:0 "})
  void otherNamesAreRefused(String option) {
    assertThatThrownBy(() -> TorchDevice.resolve(option))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("device must be auto, cpu or cuda:N, got " + option);
  }
}
