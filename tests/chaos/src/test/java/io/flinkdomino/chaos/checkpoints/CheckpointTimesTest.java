package io.flinkdomino.chaos.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class CheckpointTimesTest {

  private static JsonNode statistics(int count) {
    ObjectNode statistics = new ObjectMapper().createObjectNode();
    ArrayNode history = statistics.putArray("history");
    for (int i = 1; i <= count; i++) {
      checkpoint(history, i, i, "COMPLETED", false);
    }
    checkpoint(history, 50, 999, "FAILED", false);
    checkpoint(history, 50, 999, "IN_PROGRESS", false);
    checkpoint(history, 50, 400, "COMPLETED", true);
    return statistics;
  }

  private static void checkpoint(
      ArrayNode history, long trigger, long duration, String status, boolean savepoint) {
    history
        .addObject()
        .put("trigger_timestamp", trigger)
        .put("end_to_end_duration", duration)
        .put("status", status)
        .put("is_savepoint", savepoint);
  }

  @Test
  void countsWhatCompletedSince() {
    CheckpointTimes times = CheckpointTimes.of(statistics(200), 1, false);
    assertThat(times.sorted()).hasSize(200);
    assertThat(times.failed()).isEqualTo(1);
    assertThat(times.quantile(0.5)).isEqualTo(100);
    assertThat(times.quantile(0.99)).isEqualTo(198);
    assertThat(times.most()).isEqualTo(200);
    assertThat(CheckpointTimes.of(statistics(200), 101, false).sorted()).hasSize(100);
  }

  @Test
  void keepsSavepointsApart() {
    assertThat(CheckpointTimes.of(statistics(9), 1, true).sorted()).containsExactly(400L);
    assertThatThrownBy(() -> CheckpointTimes.of(statistics(9), 51, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got none");
  }
}
