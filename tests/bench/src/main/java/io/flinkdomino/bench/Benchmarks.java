package io.flinkdomino.bench;

import io.flinkdomino.bench.engine.EngineBenchmark;
import io.flinkdomino.bench.job.JobBenchmark;
import io.flinkdomino.bench.memory.MemoryBenchmark;
import io.flinkdomino.bench.threads.BusyProcess;
import io.flinkdomino.bench.threads.ThreadsBenchmark;
import io.flinkdomino.bench.threads.Worker;
import io.flinkdomino.bench.workload.Variants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Runs one benchmark by name; see {@code tests/bench/README.md}. */
public final class Benchmarks {

  private static final int ROUNDS = 7;
  private static final int REQUESTS = 60;
  private static final int JOB_REQUESTS = 600;

  private final String[] arguments;

  private Benchmarks(String[] arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) throws Exception {
    new Benchmarks(arguments).run(arguments.length == 0 ? "none" : arguments[0]);
  }

  private void run(String name) throws Exception {
    switch (name) {
      case "engine" ->
          EngineBenchmark.run(
              number(1, 1),
              number(2, ROUNDS),
              number(3, REQUESTS),
              Duration.ofMinutes(8),
              Files.createTempDirectory("bench"));
      case "lengths" ->
          EngineBenchmark.lengths(
              text(1, Variants.DOMINO),
              number(2, ROUNDS),
              number(3, REQUESTS),
              Duration.ofMinutes(30),
              Files.createTempDirectory("bench"));
      case "engine-tables" -> System.out.println(EngineBenchmark.tables(Path.of(arguments[1])));
      case "job" -> {
        Path scratch = Files.createTempDirectory("bench");
        JobBenchmark.run(
            Variants.named(text(3, Variants.TARGET_ONLY), scratch),
            number(1, ROUNDS),
            number(2, JOB_REQUESTS),
            scratch.resolve("broker"));
      }
      case "memory" ->
          MemoryBenchmark.run(
              Variants.named(Variants.DOMINO, Files.createTempDirectory("bench")),
              number(1, 20_000));
      case "threads" -> ThreadsBenchmark.run(number(1, 0), number(2, ROUNDS));
      case "worker" -> Worker.serve(number(1, 1));
      case "busy" -> BusyProcess.spin();
      default ->
          throw new IllegalArgumentException(
              "benchmark must be engine, lengths, threads, memory or job, got " + name);
    }
  }

  /** An argument, or what it is when it is not given. */
  private int number(int position, int absent) {
    return position < arguments.length ? Integer.parseInt(arguments[position]) : absent;
  }

  private String text(int position, String absent) {
    return position < arguments.length ? arguments[position] : absent;
  }
}
