package io.flinkdomino.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsLineUp() {
    Table table = new Table(List.of("who", "tokens/s")).row(List.of("target-only", "676"));

    assertThat(table.markdown())
        .isEqualTo(
            """
            | who         | tokens/s |
            |-------------|---------:|
            | target-only |      676 |
            """);
  }

  @Test
  void aRowThatLacksACellIsRefused() {
    Table table = new Table(List.of("who", "tokens/s"));

    assertThatThrownBy(() -> table.row(List.of("target-only")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row must have 2 cells, got 1");
  }
}
