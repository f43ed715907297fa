package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;

class EventTimeTest {

  private final List<Object> sent = new ArrayList<>();
  private final EventTime eventTime =
      new EventTime(
          new EventTime.Next() {
            @Override
            public void watermark(Watermark watermark) {
              sent.add(watermark.getTimestamp());
            }

            @Override
            public void status(WatermarkStatus status) {
              sent.add(status);
            }
          });

  @Test
  void watermarkPassesWhenNothingIsInFlight() throws Exception {
    eventTime.watermark(new Watermark(7), 0);
    eventTime.release(0, true);

    assertThat(sent).containsExactly(7L);
    assertThat(eventTime.isPending()).isFalse();
  }

  @Test
  void watermarkWaitsForThePromptsBeforeIt() throws Exception {
    eventTime.watermark(new Watermark(7), 2);
    eventTime.release(0, false);
    eventTime.release(1, false);
    assertThat(sent).isEmpty();
    assertThat(eventTime.isPending()).isTrue();

    eventTime.release(2, false);
    assertThat(sent).containsExactly(7L);
  }

  @Test
  void watermarksKeepTheirOrder() throws Exception {
    eventTime.watermark(new Watermark(7), 1);
    eventTime.watermark(new Watermark(8), 1);
    eventTime.watermark(new Watermark(9), 3);
    eventTime.release(2, false);
    assertThat(sent).containsExactly(7L, 8L);

    eventTime.release(3, true);
    assertThat(sent).containsExactly(7L, 8L, 9L);
  }

  @Test
  void idlenessWaitsUntilNothingIsInFlight() throws Exception {
    eventTime.status(WatermarkStatus.IDLE);
    eventTime.release(0, false);
    assertThat(sent).isEmpty();

    eventTime.release(1, true);
    eventTime.release(1, true);
    assertThat(sent).containsExactly(WatermarkStatus.IDLE);

    eventTime.status(WatermarkStatus.ACTIVE);
    assertThat(sent).containsExactly(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE);
  }

  @Test
  void idlenessThatEndedMeanwhileIsNotTold() throws Exception {
    eventTime.status(WatermarkStatus.IDLE);
    eventTime.release(0, false);
    eventTime.status(WatermarkStatus.ACTIVE);
    eventTime.release(1, true);

    assertThat(sent).isEmpty();
  }
}
