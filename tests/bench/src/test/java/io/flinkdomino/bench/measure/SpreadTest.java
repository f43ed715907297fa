package io.flinkdomino.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void medianIsTheMiddleOfAnOddNumber() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(1, 4, 9));
  }

  @Test
  void medianIsTheMeanOfTheMiddleTwoOfAnEvenNumber() {
    assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 5.0))).isEqualTo(new Spread(1, 4.5, 9));
  }

  @Test
  void nothingHasNoSpread() {
    assertThatThrownBy(() -> Spread.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a spread needs at least 1 value, got none");
  }
}
