package io.flinkdomino.chaos;

import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.chaos.run.ChaosRun;
import io.flinkdomino.chaos.run.FaultKind;
import io.flinkdomino.chaos.run.Outcome;
import io.flinkdomino.chaos.workload.Workload;
import java.util.List;

/** Runs one proof by name; see {@code tests/chaos/README.md}. */
public final class Chaos {

  private Chaos() {}

  public static void main(String[] arguments) throws Exception {
    int faults = Integer.parseInt(arguments[1]);
    List<FaultKind> kinds = FaultKind.inTurn(faults);
    Outcome outcome =
        ChaosRun.run(
            Repository.root().resolve("tests/chaos/target/run"), new Workload(24, 200, 900), kinds);
    System.out.println(outcome);
    outcome.violations().forEach(System.err::println);
    System.exit(outcome.violations().isEmpty() ? 0 : 1);
  }
}
