package io.flinkdomino.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTypeTest {

  @Test
  void floatTypesAreOptions() {
    assertThat(ElementType.resolve("float32", TorchDevice.CPU)).isEqualTo(ElementType.FLOAT32);
    assertThat(ElementType.resolve("bfloat16", TorchDevice.CPU)).isEqualTo(ElementType.BFLOAT16);
    assertThat(ElementType.resolve("float16", TorchDevice.CPU)).isEqualTo(ElementType.FLOAT16);
  }

  @Test
  void autoDependsOnTheDevice() {
    assertThat(ElementType.resolve("auto", TorchDevice.CPU)).isEqualTo(ElementType.FLOAT32);
    assertThat(ElementType.resolve("auto", new TorchDevice("cuda:0")))
        .isEqualTo(ElementType.BFLOAT16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"int64", "fp16", "FLOAT32", ""})
  void othersAreRefused(String option) {
    assertThatThrownBy(() -> ElementType.resolve(option, TorchDevice.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dtype must be auto, float32, bfloat16 or float16, got " + option);
  }
}
