package io.flinkdomino.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.chaos.workload.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private static final FaultRecord FAULT =
      new FaultRecord(1, FaultKind.KILL_BROKER, 0, 2, 16, 9_000);
  private static final TokenAccount TOKENS = new TokenAccount(1_050, 1_000, 40, 10, true);

  private static Outcome outcome(int lost, int doubled, int letters, List<Difference> differences) {
    return new Outcome(
        List.of(FAULT), 2_000, lost, doubled, letters, differences, 3, TOKENS, 1_000);
  }

  private static Outcome with(TokenAccount tokens, FaultRecord fault, int resumed, long window) {
    return new Outcome(List.of(fault), 2_000, 0, 0, 0, List.of(), resumed, tokens, window);
  }

  @Test
  void holdsWithTiesWithinRounding() {
    assertThat(outcome(0, 0, 0, List.of(new Difference(7, 3, 1e-5))).violations()).isEmpty();
  }

  @Test
  void namesEverythingThatDoesNotHold() {
    assertThat(outcome(1, 2, 3, List.of(new Difference(7, 3, 0.1))).violations())
        .hasSize(4)
        .anyMatch(violation -> violation.contains("lost must be 0, got 1"))
        .anyMatch(violation -> violation.contains("doubled must be 0, got 2"))
        .anyMatch(violation -> violation.contains("dead letters must be 0, got 3"))
        .anyMatch(violation -> violation.contains("but for ties"));
  }

  @Test
  void fewTiesOnly() {
    Difference tie = new Difference(7, 3, 1e-5);
    assertThat(outcome(0, 0, 0, List.of(tie, tie, tie)).violations())
        .singleElement()
        .matches(violation -> violation.contains("got 3 of 2000"));
  }

  @Test
  void boundsTokensDecodedAgainOnBothSides() {
    TokenAccount tooMany = new TokenAccount(1_051, 1_000, 40, 10, true);
    TokenAccount negative = new TokenAccount(999, 1_000, 40, 10, true);
    for (TokenAccount tokens : List.of(tooMany, negative)) {
      assertThat(with(tokens, FAULT, 3, 1_000).violations())
          .singleElement()
          .matches(violation -> violation.contains("between 0 and 50"));
    }
  }

  @Test
  void provesNothingWithoutTheMetricOrSequencesHit() {
    TokenAccount unmeasured = new TokenAccount(1_000, 1_000, 0, 0, false);
    FaultRecord idle = new FaultRecord(1, FaultKind.KILL_BROKER, 0, 2, 0, 9_000);
    assertThat(with(unmeasured, idle, 0, 999).violations())
        .hasSize(4)
        .anyMatch(violation -> violation.contains("tokensSinceCheckpoint"))
        .anyMatch(violation -> violation.contains("fault must hit sequences"))
        .anyMatch(violation -> violation.contains("begun before a fault"))
        .anyMatch(violation -> violation.contains("metrics topic"));
  }
}
