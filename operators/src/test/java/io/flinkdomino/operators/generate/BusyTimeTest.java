package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkdomino.runtime.stats.DecodeStats;
import io.flinkdomino.runtime.stats.LiveAcceptance;
import java.time.Duration;
import org.apache.flink.metrics.View;
import org.apache.flink.runtime.metrics.TimerGauge;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

/** A task that waits for input all the time, but for the mails of the turns. */
class BusyTimeTest {

  private static final int SLOTS = 4;
  private static final int TURNS_IN_A_MINUTE =
      (int) (Duration.ofMinutes(1).toMillis() / BusyTime.TURN.toMillis());

  private final ManualClock clock = new ManualClock(1_000_000_000L);
  private final TimerGauge idle = new TimerGauge(clock);
  private final LiveEngine engine = new LiveEngine();
  private final BusyTime busyTime = new BusyTime(idle, engine, SLOTS, clock::relativeTimeNanos);

  @Test
  void emptyBatchIsIdle() {
    turns(TURNS_IN_A_MINUTE, 0);

    assertThat(idle.getValue()).isCloseTo(1_000L, within(5L));
  }

  @Test
  void fullBatchIsBusy() {
    turns(TURNS_IN_A_MINUTE, 4);

    assertThat(idle.getValue()).isCloseTo(0L, within(5L));
  }

  @Test
  void batchIsBusyByTheShareOfItsSlotsThatAreTaken() {
    turns(TURNS_IN_A_MINUTE, 1);

    assertThat(idle.getValue()).isCloseTo(750L, within(5L));
  }

  @Test
  void followsTheLoad() {
    turns(TURNS_IN_A_MINUTE / 2, 4);
    turns(TURNS_IN_A_MINUTE / 2, 0);

    assertThat(idle.getValue()).isCloseTo(500L, within(5L));
  }

  @Test
  void stepLongerThanATurnCountsWhenItEnds() {
    int step = 20;
    for (int i = 0; i < TURNS_IN_A_MINUTE / step; i++) {
      turns(step - 1, 0);
      decoded(BusyTime.TURN.multipliedBy(step - 1), 4);
      turns(1, 4);
    }

    assertThat(idle.getValue()).isLessThan(50L);
  }

  @Test
  void timeThatTheMailboxWorksIsBusyAnyway() {
    for (int i = 0; i < TURNS_IN_A_MINUTE; i++) {
      mail(() -> clock.advanceTime(BusyTime.TURN.dividedBy(2)));
      clock.advanceTime(BusyTime.TURN.dividedBy(2));
      mail(busyTime::turn);
      updateEveryFiveSeconds(i);
    }

    assertThat(idle.getValue()).isCloseTo(500L, within(5L));
  }

  @Test
  void closedItLeavesTheGaugeAlone() {
    turns(10, 4);
    busyTime.close();
    mail(() -> {});

    assertThat(idle.isMeasuring()).isTrue();
  }

  /** The engine runs so many sequences for so many turns. */
  private void turns(int count, int running) {
    for (int i = 0; i < count; i++) {
      clock.advanceTime(BusyTime.TURN);
      decoded(BusyTime.TURN, running);
      mail(busyTime::turn);
      updateEveryFiveSeconds(i);
    }
  }

  private void decoded(Duration time, int running) {
    DecodeStats step = new DecodeStats(1, 0, 0, 0, 0, time.toNanos() * running, 0, 0, 0, 0, 0);
    engine.stepped(
        new EngineStatus(engine.stats().plus(step), running, 0, 0, new LiveAcceptance(0)));
  }

  /** As Flink's mailbox does while the task waits for input. */
  private void mail(Runnable mail) {
    idle.markEnd();
    mail.run();
    idle.markStart();
  }

  private void updateEveryFiveSeconds(int turn) {
    int turns = View.UPDATE_INTERVAL_SECONDS * 1_000 / (int) BusyTime.TURN.toMillis();
    if (turn % turns == turns - 1) {
      idle.update();
    }
  }
}
