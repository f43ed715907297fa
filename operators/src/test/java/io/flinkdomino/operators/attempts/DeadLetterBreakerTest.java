package io.flinkdomino.operators.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.admission.FailureReason;
import org.junit.jupiter.api.Test;

class DeadLetterBreakerTest {

  @Test
  void stopsWhenMoreThanTheShareOfTheWindowIsDeadLettered() {
    DeadLetterBreaker breaker = breaker(25, 100);
    complete(breaker, 75);
    for (int i = 0; i < 24; i++) {
      assertThat(breaker.deadLettered(FailureReason.INVALID_FIELD)).isEmpty();
    }

    // 25 of 100 are exactly the share.
    assertThat(breaker.deadLettered(FailureReason.UNREADABLE)).isEmpty();
    assertThat(breaker.deadLettered(FailureReason.UNREADABLE))
        .contains(
            "max-dead-letter-percent is 25.0, but 26 of the last 100 prompts of this task slot"
                + " became dead letters (26.0 %), most of them with reason INVALID_FIELD (24)");
  }

  @Test
  void oneBadPromptAtTheStartStopsNothing() {
    DeadLetterBreaker breaker = breaker(1, 1_000);
    for (int i = 1; i < DeadLetterBreaker.FEWEST; i++) {
      assertThat(breaker.deadLettered(FailureReason.UNREADABLE)).as("prompt %d", i).isEmpty();
    }

    assertThat(breaker.deadLettered(FailureReason.UNREADABLE)).isPresent();
  }

  @Test
  void aSmallWindowIsEnoughOnceItIsFull() {
    DeadLetterBreaker breaker = breaker(50, 3);

    assertThat(breaker.deadLettered(FailureReason.UNREADABLE)).isEmpty();
    assertThat(breaker.deadLettered(FailureReason.UNREADABLE)).isEmpty();
    assertThat(breaker.deadLettered(FailureReason.UNREADABLE)).isPresent();
  }

  @Test
  void whatHasLeftTheWindowIsForgotten() {
    DeadLetterBreaker breaker = breaker(50, 40);
    for (int i = 0; i < 20; i++) {
      complete(breaker, 1);
      assertThat(breaker.deadLettered(FailureReason.UNREADABLE)).isEmpty();
    }
    complete(breaker, 40);

    for (int i = 0; i < 20; i++) {
      assertThat(breaker.deadLettered(FailureReason.INVALID_FIELD)).isEmpty();
    }
    assertThat(breaker.deadLettered(FailureReason.INVALID_FIELD))
        .get()
        .asString()
        .contains("21 of the last 40", "INVALID_FIELD (21)");
  }

  @Test
  void zeroNeverStops() {
    DeadLetterBreaker breaker = breaker(0, 10);
    for (int i = 0; i < 1_000; i++) {
      assertThat(breaker.deadLettered(FailureReason.UNREADABLE)).isEmpty();
    }
  }

  private static DeadLetterBreaker breaker(double percent, int window) {
    return new DeadLetterBreaker(new FailurePolicy(3, null, percent, window));
  }

  private static void complete(DeadLetterBreaker breaker, int prompts) {
    for (int i = 0; i < prompts; i++) {
      breaker.completed();
    }
  }
}
