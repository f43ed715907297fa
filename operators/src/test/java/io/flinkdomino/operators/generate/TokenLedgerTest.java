package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.stats.DecodeStats;
import io.flinkdomino.runtime.stats.LiveAcceptance;
import org.junit.jupiter.api.Test;

class TokenLedgerTest {

  private final LiveEngine engine = new LiveEngine();
  private final TokenLedger ledger = new TokenLedger(engine);

  private long sinceCheckpoint(long decoded) {
    DecodeStats stats = new DecodeStats(1, 0, 0, 0, 0, 0, 0, decoded, 0, 0, 0);
    engine.stepped(new EngineStatus(stats, 0, 0, 0, new LiveAcceptance(0)));
    return ledger.sinceCheckpoint();
  }

  @Test
  void allTokensCountBeforeTheFirstCheckpoint() {
    assertThat(sinceCheckpoint(70)).isEqualTo(70);
  }

  @Test
  void completedCheckpointHasWhatLeftAndWhatItHolds() {
    ledger.left(30);
    ledger.snapshot(1, 12);
    ledger.left(20);
    assertThat(sinceCheckpoint(50)).as("not complete yet").isEqualTo(50);

    ledger.completed(1);
    assertThat(sinceCheckpoint(50)).isEqualTo(8);
  }

  @Test
  void tokensThatPromptsCameWithWereDecodedElsewhere() {
    ledger.came(100);
    ledger.snapshot(4, 110);
    ledger.completed(4);

    assertThat(sinceCheckpoint(10)).isZero();
    ledger.left(110);
    ledger.snapshot(5, 0);
    ledger.completed(5);
    assertThat(sinceCheckpoint(15)).isEqualTo(5);
  }

  @Test
  void laterCheckpointTakesOverFromEarlierOnes() {
    ledger.snapshot(1, 5);
    ledger.snapshot(2, 9);
    ledger.completed(2);
    ledger.completed(1);

    assertThat(sinceCheckpoint(10)).isEqualTo(1);
  }
}
