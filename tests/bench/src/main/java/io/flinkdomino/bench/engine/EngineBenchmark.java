package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.measure.Rotation;
import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.workload.Prompts;
import io.flinkdomino.bench.workload.Variant;
import io.flinkdomino.bench.workload.Variants;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens a second of every variant at several numbers of concurrent sequences, all in one JVM and
 * taking turns, so that whatever slows the machine slows all of them.
 */
public final class EngineBenchmark implements AutoCloseable {

  private static final List<Integer> SEQUENCES = List.of(1, 4, 16, 64);
  private static final int TOKENS = 32;
  private static final int WARM_UP_ROUNDS = 1;
  private static final List<String> COLUMNS =
      List.of(
          "round,variant,sequences,threads,requests,tokens,nanos,cpu_nanos,steps,draft_nanos",
          "verify_nanos,rest_nanos,verifications,drafted,accepted");

  private final int threads;
  private final int leastRequests;
  private final Map<EngineCase, EngineRun> runs = new LinkedHashMap<>();
  private final Map<EngineCase, Rounds> results = new LinkedHashMap<>();

  private EngineBenchmark(int threads, int leastRequests) {
    this.threads = threads;
    this.leastRequests = leastRequests;
  }

  /**
   * Runs it and writes the report.
   *
   * @param threads within an operator
   * @param rounds after the warm-up
   * @param leastRequests of each round
   * @param limit no round begins later
   */
  public static void run(int threads, int rounds, int leastRequests, Duration limit, Path scratch) {
    long end = System.nanoTime() + limit.toNanos();
    try (EngineBenchmark benchmark = new EngineBenchmark(threads, leastRequests)) {
      Report report =
          Report.start(
              "engine-threads-" + threads,
              "tests/bench/run.sh engine " + threads + " " + rounds + " " + leastRequests,
              COLUMNS);
      benchmark.open(Variants.all(scratch));
      for (int round = -WARM_UP_ROUNDS; round < rounds && System.nanoTime() < end; round++) {
        benchmark.round(round, report);
      }
      report.finish(
          "Engine, " + threads + (threads == 1 ? " thread" : " threads") + " within an operator",
          new EngineTables(benchmark.results, TOKENS).markdown());
    }
  }

  private void open(List<Variant> variants) {
    Prompts prompts = Prompts.golden();
    for (Variant variant : variants) {
      for (int sequences : SEQUENCES) {
        EngineCase key = new EngineCase(variant, sequences);
        runs.put(
            key,
            new EngineRun(
                variant,
                sequences,
                threads,
                prompts.requests(key.requests(leastRequests), TOKENS)));
        results.put(key, new Rounds());
      }
    }
  }

  private void round(int number, Report report) {
    for (EngineCase key : Rotation.order(new ArrayList<>(runs.keySet()), number)) {
      Round round = runs.get(key).round();
      if (number >= 0) {
        results.get(key).add(round);
        report.raw(line(number, key, round));
      }
    }
  }

  private List<Object> line(int number, EngineCase key, Round round) {
    DecodeStats stats = round.stats();
    Acceptance acceptance = round.acceptance();
    return List.of(
        number,
        key.variant().name(),
        key.sequences(),
        threads,
        key.requests(leastRequests),
        round.tokens(),
        round.nanos(),
        round.cpuNanos(),
        stats.steps(),
        stats.draftNanos(),
        stats.verifyNanos(),
        stats.restNanos(),
        acceptance.steps(),
        acceptance.drafted(),
        acceptance.accepted());
  }

  @Override
  public void close() {
    runs.values().forEach(EngineRun::close);
  }
}
