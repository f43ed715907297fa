package io.flinkdomino.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawDataTest {

  @TempDir Path folder;

  @Test
  void linesComeBackByColumn() {
    RawData data = data("who", "nanos");
    data.clear();
    data.add(List.of("target-only", 12));

    assertThat(data.lines()).hasSize(1);
    assertThat(data.lines().get(0).text("who")).isEqualTo("target-only");
    assertThat(data.lines().get(0).number("nanos")).isEqualTo(12);
  }

  @Test
  void aFileOfOtherColumnsDoesNotFit() {
    assertThat(data("who", "nanos").fits()).isFalse();
    data("who", "nanos").clear();

    assertThat(data("who", "nanos").fits()).isTrue();
    assertThat(data("who", "millis").fits()).isFalse();
  }

  @Test
  void aValueMayHaveACommaInIt() {
    RawData data = data("who", "nanos");
    data.clear();
    data.add(List.of("target-only, temperature 1", 12));

    assertThat(data.lines().get(0).text("who")).isEqualTo("target-only, temperature 1");
    assertThat(data.lines().get(0).number("nanos")).isEqualTo(12);
  }

  @Test
  void aValueWithADoubleQuoteIsRefused() {
    RawData data = data("who");

    assertThatThrownBy(() -> data.add(List.of("a\"b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line must have 1 values without double quotes, got [a\"b]");
  }

  private RawData data(String... columns) {
    return new RawData(folder.resolve("rounds.csv"), List.of(columns));
  }
}
