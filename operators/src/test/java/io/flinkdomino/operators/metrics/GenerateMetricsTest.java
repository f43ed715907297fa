package io.flinkdomino.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.emit.Results;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GenerateMetricsTest {

  private static final int SLOTS = 4;

  private final RegisteredMetrics registered = new RegisteredMetrics();
  private final ManualEngine engine = new ManualEngine();
  private long nanos = 7_000_000_000L;
  private final GenerateMetrics metrics =
      new GenerateMetrics(registered, engine, SLOTS, 2, () -> nanos);

  @Test
  void completionCountsOnceWithItsTokensAndTimes() {
    metrics.finished(Results.of(true, false), Optional.of(Duration.ofMillis(1_234)));

    assertThat(registered.value("requestsFinished")).isEqualTo(1);
    assertThat(registered.value("promptTokens")).isEqualTo(11);
    assertThat(registered.value("completionTokens")).isEqualTo(3);
    assertThat(registered.value("endToEndLatencyMs")).isEqualTo(1_234);
    assertThat(registered.value("timeToFirstTokenMs")).isEqualTo(3.5);
    assertThat(registered.value("timePerOutputTokenMs")).isEqualTo(0.125);
    assertThat(registered.value("requestsDeadLettered")).isZero();
  }

  @Test
  void deadLetterCountsUnderItsReason() {
    metrics.deadLettered(FailureReason.TOMBSTONE);
    metrics.deadLettered(FailureReason.TOMBSTONE);
    metrics.deadLettered(FailureReason.UNREADABLE);
    metrics.deadLettered(FailureReason.DEADLINE_EXCEEDED);

    assertThat(registered.value("requestsDeadLettered")).isEqualTo(4);
    assertThat(registered.value("reason.DEADLINE_EXCEEDED.requestsDeadLettered")).isEqualTo(1);
    assertThat(registered.value("reason.TOMBSTONE.requestsDeadLettered")).isEqualTo(2);
    assertThat(registered.value("reason.UNREADABLE.requestsDeadLettered")).isEqualTo(1);
    assertThat(registered.value("reason.INVALID_FIELD.requestsDeadLettered")).isZero();
  }

  @Test
  void workIsThatOfTheTimeLookedAt() {
    engine.stats =
        new DecodeStats(
            100,
            2_000_000_000L,
            500_000_000,
            1_000_000_000,
            200,
            4_000_000_000L,
            50,
            1_000,
            0,
            30,
            200_000_000);
    nanos += 4_000_000_000L;
    registered.update();

    assertThat(registered.value("engineBusyTimeMsPerSecond")).isEqualTo(500);
    assertThat(registered.value("engineIdleTimeMsPerSecond")).isEqualTo(50);
    assertThat(registered.value("slotUsage")).isEqualTo(0.25);
    assertThat(registered.value("decodedTokensPerSecond")).isEqualTo(250);
    assertThat(registered.value("prefilledTokensPerSecond")).isEqualTo(12.5);
    assertThat(registered.value("decodeStepDraftMs")).isEqualTo(5);
    assertThat(registered.value("decodeStepVerifyMs")).isEqualTo(10);
    assertThat(registered.value("decodeStepRestMs")).isEqualTo(5);
    assertThat(registered.value("undraftedSteps")).isEqualTo(0.3);
  }

  @Test
  void acceptanceIsThatOfTheTimeLookedAt() {
    engine.acceptance = new Acceptance(10, 160, 20, 9, List.of(6L, 3L));
    nanos += 1_000_000_000L;
    registered.update();

    assertThat(registered.value("acceptanceLength")).isEqualTo(1.9);
    assertThat(registered.value("acceptanceRate")).isEqualTo(0.45);
    assertThat(registered.value("verifiedLength")).isEqualTo(2);
    assertThat(registered.value("position.1.acceptanceRate")).isEqualTo(0.6);
    assertThat(registered.value("position.2.acceptanceRate")).isEqualTo(0.3);
    assertThat(registered.all()).doesNotContainKey("position.3.acceptanceRate");
  }

  @Test
  void whatIsOlderThanAMinuteIsForgotten() {
    engine.stats = new DecodeStats(1, 0, 0, 0, 0, 0, 0, 6_000, 0, 0, 0);
    nanos += 5_000_000_000L;
    registered.update();
    assertThat(registered.value("decodedTokensPerSecond")).isEqualTo(1_200);
    for (int look = 2; look <= 12; look++) {
      nanos += 5_000_000_000L;
      registered.update();
    }
    assertThat(registered.value("decodedTokensPerSecond")).isEqualTo(100);

    nanos += 5_000_000_000L;
    registered.update();

    assertThat(registered.value("decodedTokensPerSecond")).isZero();
  }

  @Test
  void stepsAreAHistogram() {
    metrics.stepped(2_500_000);

    assertThat(registered.value("decodeStepMs")).isEqualTo(2.5);
  }

  @Test
  void nothingYetIsZeroEverywhere() {
    registered.update();

    assertThat(registered.all().keySet())
        .filteredOn(name -> !name.equals("completionTokensPerSecond"))
        .allSatisfy(name -> assertThat(registered.value(name)).as(name).isZero());
  }

  private static final class ManualEngine implements EngineState {

    private DecodeStats stats = DecodeStats.NONE;
    private Acceptance acceptance = Acceptance.NONE;

    @Override
    public int running() {
      return 0;
    }

    @Override
    public int waiting() {
      return 0;
    }

    @Override
    public double kvUsage() {
      return 0;
    }

    @Override
    public DecodeStats stats() {
      return stats;
    }

    @Override
    public Acceptance acceptance() {
      return acceptance;
    }
  }
}
