package io.flinkdomino.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.chaos.cluster.RunFolder;
import io.flinkdomino.chaos.run.ChaosRun;
import io.flinkdomino.chaos.run.FaultKind;
import io.flinkdomino.chaos.run.Outcome;
import io.flinkdomino.chaos.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The chaos run in small, {@code tests/chaos/run.sh faults} in large. Its files stay in {@code
 * target/chaos-it}.
 */
@Timeout(360)
class ChaosIT {

  private static final int FAULTS = 6;

  /** Few variants, because the target alone decodes each of them in this JVM. */
  private static final Workload WORKLOAD = new Workload(8, 64, 200, 600);

  @Test
  void nothingIsLostOrDoubledOrDecodedAgainWithoutNeed() throws Exception {
    Path folder = Repository.root().resolve("tests/chaos/target/chaos-it");
    RunFolder.renew(folder);

    Outcome outcome = ChaosRun.run(folder, WORKLOAD, FaultKind.inTurn(FAULTS));

    System.out.println(outcome);
    assertThat(outcome.violations()).isEqualTo(List.of());
    assertThat(outcome.faults()).hasSize(FAULTS);
  }
}
