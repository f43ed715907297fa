package io.flinkdomino.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTypeTest {

  @Test
  void floatTypesAreOptions() {
    assertThat(ElementType.parse("float32")).isEqualTo(ElementType.FLOAT32);
    assertThat(ElementType.parse("bfloat16")).isEqualTo(ElementType.BFLOAT16);
    assertThat(ElementType.parse("float16")).isEqualTo(ElementType.FLOAT16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"int64", "fp16", "FLOAT32", ""})
  void othersAreRefused(String option) {
    assertThatThrownBy(() -> ElementType.parse(option))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dtype must be float32, bfloat16 or float16, got " + option);
  }
}
