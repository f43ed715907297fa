package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedLengthTest {

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "all", "1", "16"})
  void readsWhatItWrites(String text) {
    assertThat(VerifiedLength.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "some", "1.5", "", "ALL"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> VerifiedLength.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyANumberLimitsWhatIsProposed() {
    assertThat(VerifiedLength.ADAPTIVE.most(16)).isEqualTo(16);
    assertThat(VerifiedLength.ALL.most(16)).isEqualTo(16);
    assertThat(VerifiedLength.of(4).most(16)).isEqualTo(4);
  }
}
