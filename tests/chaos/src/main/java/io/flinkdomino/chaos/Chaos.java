package io.flinkdomino.chaos;

import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.chaos.checkpoints.CheckpointBenchmark;
import io.flinkdomino.chaos.run.ChaosReport;
import io.flinkdomino.chaos.run.ChaosRun;
import io.flinkdomino.chaos.run.FaultKind;
import io.flinkdomino.chaos.run.Outcome;
import io.flinkdomino.chaos.soak.Soak;
import io.flinkdomino.chaos.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Runs one proof by name; see {@code tests/chaos/README.md}. */
public final class Chaos {

  private static final int FAULTS = 100;
  private static final int SOAK_MINUTES = 30;
  private static final int PROMPTS = 10_000;
  private static final int CHECKPOINTS = 200;
  private static final Workload WORKLOAD = new Workload(24, 64, 200, 900);

  private final String[] arguments;

  private Chaos(String[] arguments) {
    this.arguments = arguments;
  }

  /** Exits with 0 if what is to be proved holds, else with 1. */
  public static void main(String[] arguments) throws Exception {
    boolean holds = new Chaos(arguments).run(arguments.length == 0 ? "none" : arguments[0]);
    System.exit(holds ? 0 : 1);
  }

  private boolean run(String name) throws IOException, InterruptedException {
    Path folder = Repository.root().resolve("tests/chaos/target").resolve(name);
    return switch (name) {
      case "faults" -> faults(folder, number(1, FAULTS));
      case "soak" -> {
        int minutes = number(1, SOAK_MINUTES);
        yield Soak.run(folder, Duration.ofMinutes(minutes), command("soak " + minutes));
      }
      case "checkpoints" -> {
        int prompts = number(1, PROMPTS);
        int checkpoints = number(2, CHECKPOINTS);
        yield CheckpointBenchmark.run(
            folder, prompts, checkpoints, command("checkpoints " + prompts + " " + checkpoints));
      }
      default ->
          throw new IllegalArgumentException(
              "proof must be faults, soak or checkpoints, got " + name);
    };
  }

  private static boolean faults(Path folder, int count) throws IOException, InterruptedException {
    ChaosReport report = new ChaosReport(command("faults " + count));
    Outcome outcome = ChaosRun.run(folder, WORKLOAD, FaultKind.inTurn(count));
    report.finish(outcome);
    return outcome.violations().isEmpty();
  }

  private static String command(String arguments) {
    return "tests/chaos/run.sh " + arguments;
  }

  /** An argument, or what it is when it is not given. */
  private int number(int position, int absent) {
    return position < arguments.length ? Integer.parseInt(arguments[position]) : absent;
  }
}
