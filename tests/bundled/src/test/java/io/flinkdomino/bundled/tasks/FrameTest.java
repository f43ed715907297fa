package io.flinkdomino.bundled.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final Frame FRAME = Frame.of("{name} has {count} cups (and {name} is {mood}).");

  @Test
  void findsWhatItFilled() {
    Map<String, String> values = Map.of("name", "Ava", "count", "12", "mood", "sad");
    String sentence = FRAME.fill(values);
    assertThat(sentence).isEqualTo("Ava has 12 cups (and Ava is sad).");
    assertThat(FRAME.match(sentence)).hasValue(values);
    assertThat(FRAME.gaps()).containsExactly("name", "count", "mood");
  }

  @Test
  void gapsOfOneNameHoldTheSame() {
    assertThat(FRAME.match("Ava has 12 cups (and Ben is sad).")).isEmpty();
  }

  @Test
  void gapHoldsOneWord() {
    assertThat(FRAME.match("Ava has 12 cups (and Ava is very sad).")).isEmpty();
    assertThat(FRAME.match("Ava has a4 cups (and Ava is sad).")).isEmpty();
  }

  @Test
  void everyGapMustBeFilled() {
    assertThatThrownBy(() -> FRAME.fill(Map.of("name", "Ava")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gap {count} must be filled");
  }
}
