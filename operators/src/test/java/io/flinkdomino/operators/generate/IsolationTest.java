package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolationTest {

  private final List<InFlightRequest> started = new ArrayList<>();
  private final List<InFlightRequest> endedAlone = new ArrayList<>();
  private final Isolation isolation =
      new Isolation(
          2,
          new Isolation.Engine() {
            @Override
            public void run(InFlightRequest request) {
              started.add(request);
            }

            @Override
            public void endedAlone(InFlightRequest request) {
              assertThat(started).last().isEqualTo(request);
              endedAlone.add(request);
            }
          });
  private final InFlightRequest fine = InFlight.failed(0);
  private final InFlightRequest failedOnce = InFlight.failed(1);
  private final InFlightRequest suspect = InFlight.failed(2);
  private final InFlightRequest otherSuspect = InFlight.failed(2);

  @Test
  void promptsThatAreNotSuspectRunTogether() {
    isolation.add(fine);
    isolation.add(failedOnce);

    assertThat(started).containsExactly(fine, failedOnce);
    assertThat(isolation.waiting()).isZero();
  }

  @Test
  void suspectWaitsUntilAllOthersEnded() {
    isolation.add(fine);
    isolation.add(failedOnce);
    isolation.add(suspect);
    isolation.ended(fine);
    assertThat(started).doesNotContain(suspect);

    isolation.ended(failedOnce);
    assertThat(started).containsExactly(fine, failedOnce, suspect);
  }

  @Test
  void nobodyRunsBesideASuspect() {
    isolation.add(suspect);
    isolation.add(fine);
    isolation.add(otherSuspect);
    isolation.add(failedOnce);
    assertThat(started).containsExactly(suspect);
    assertThat(isolation.waiting()).isEqualTo(3);

    isolation.ended(suspect);
    assertThat(started).containsExactly(suspect, otherSuspect);

    isolation.ended(otherSuspect);
    assertThat(started).containsExactly(suspect, otherSuspect, fine, failedOnce);
    isolation.ended(fine);
    assertThat(endedAlone).containsExactly(suspect, otherSuspect);
  }

  @Test
  void othersDoNotOvertakeASuspectForEver() {
    isolation.add(fine);
    isolation.add(suspect);
    isolation.add(failedOnce);
    assertThat(started).as("comes after the suspect").doesNotContain(failedOnce);

    isolation.ended(fine);
    isolation.ended(suspect);
    assertThat(started).containsExactly(fine, suspect, failedOnce);
  }
}
