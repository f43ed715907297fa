package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.measure.Rotation;
import io.flinkdomino.bench.report.RawData;
import io.flinkdomino.bench.report.RawData.RawLine;
import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.workload.Prompts;
import io.flinkdomino.bench.workload.Variant;
import io.flinkdomino.bench.workload.Variants;
import io.flinkdomino.runtime.stats.Acceptance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens a second of every variant at several numbers of concurrent sequences, all in one JVM and
 * taking turns, so that whatever slows the machine slows all of them.
 */
public final class EngineBenchmark implements AutoCloseable {

  private static final List<Integer> SEQUENCES = List.of(1, 4, 16, 64);
  private static final int TOKENS = 64;
  private static final String COMMIT = Report.commit();
  private static final List<String> COLUMNS =
      List.of(
          ("round,commit,variant,sequences,threads,requests,tokens,nanos,cpu_nanos,steps,busy_nanos,"
                  + "draft_nanos,verify_nanos,verifications,drafted,accepted,"
                  + "detokenize_nanos,call_nanos")
              .split(","));

  private final int threads;
  private final int leastRequests;
  private final EmptyCall call;
  private final Map<EngineCase, EngineRun> runs = new LinkedHashMap<>();
  private final Map<EngineCase, Rounds> results = new LinkedHashMap<>();

  private EngineBenchmark(int threads, int leastRequests, EmptyCall call) {
    this.threads = threads;
    this.leastRequests = leastRequests;
    this.call = call;
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
    run(
        "engine-threads-" + threads,
        "tests/bench/run.sh engine " + threads + " " + rounds + " " + leastRequests,
        Variants.all(scratch),
        threads,
        rounds,
        leastRequests,
        limit);
  }

  /**
   * One drafter with every verified length, on one thread.
   *
   * @param drafter as {@link Variants#lengths} names it
   */
  public static void lengths(
      String drafter, int rounds, int leastRequests, Duration limit, Path scratch) {
    run(
        "lengths-" + drafter,
        "tests/bench/run.sh lengths " + drafter + " " + rounds + " " + leastRequests,
        Variants.lengths(drafter, scratch),
        1,
        rounds,
        leastRequests,
        limit);
  }

  private static void run(
      String name,
      String command,
      List<Variant> variants,
      int threads,
      int rounds,
      int leastRequests,
      Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (EmptyCall call = new EmptyCall();
        EngineBenchmark benchmark = new EngineBenchmark(threads, leastRequests, call)) {
      Report report = Report.resume(name, command, COLUMNS);
      benchmark.open(variants);
      int first = benchmark.load(report.raw());
      benchmark.runs.values().forEach(benchmark::measure); // warm-up
      for (int round = first; round < rounds && System.nanoTime() < end; round++) {
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
        EngineCase key = new EngineCase(variant.name(), sequences);
        runs.put(
            key,
            new EngineRun(
                variant,
                sequences,
                threads,
                prompts.endingThemselves(
                    key.requests(leastRequests), TOKENS, variant.temperature())));
        results.put(key, new Rounds());
      }
    }
  }

  /** Takes over what an earlier run measured at the same commit; the answer is the next round. */
  private int load(RawData raw) {
    List<RawLine> lines = new ArrayList<>(raw.lines());
    lines.removeIf(line -> !line.text("commit").equals(COMMIT));
    if (lines.isEmpty()) {
      raw.clear();
    }
    add(lines, results);
    return lines.stream().mapToInt(line -> (int) line.number("round") + 1).max().orElse(0);
  }

  private static void add(List<RawLine> lines, Map<EngineCase, Rounds> results) {
    for (RawLine line : lines) {
      EngineCase key = new EngineCase(line.text("variant"), (int) line.number("sequences"));
      results.computeIfAbsent(key, absent -> new Rounds()).add(round(line));
    }
  }

  /**
   * The tables of raw data that were measured before, by whatever commit.
   *
   * @throws IllegalArgumentException if the file has other columns, as those of older commits
   */
  public static String tables(Path file) {
    Map<EngineCase, Rounds> results = new LinkedHashMap<>();
    RawData raw = new RawData(file, COLUMNS);
    if (!raw.fits()) {
      throw new IllegalArgumentException(file + " must have the columns " + COLUMNS);
    }
    List<RawLine> lines = new ArrayList<>(raw.lines());
    lines.sort(Comparator.comparing(line -> line.number("round")));
    add(lines, results);
    return new EngineTables(results, TOKENS).markdown();
  }

  private static Round round(RawLine line) {
    return new Round(
        line.number("tokens"),
        line.number("nanos"),
        line.number("cpu_nanos"),
        new StepTimes(
            line.number("steps"),
            line.number("busy_nanos"),
            line.number("draft_nanos"),
            line.number("verify_nanos")),
        new Acceptance(
            line.number("verifications"),
            0,
            line.number("drafted"),
            line.number("accepted"),
            List.of()),
        new Apart(line.number("detokenize_nanos"), line.number("call_nanos")));
  }

  private void round(int number, Report report) {
    for (EngineCase key : Rotation.order(new ArrayList<>(runs.keySet()), number)) {
      Round round = measure(runs.get(key));
      results.get(key).add(round);
      report.raw().add(line(number, key, round));
    }
  }

  private Round measure(EngineRun run) {
    Round round = run.round();
    return round.with(new Apart(run.detokenizeNanos(), call.nanos()));
  }

  private List<?> line(int number, EngineCase key, Round round) {
    StepTimes times = round.times();
    Acceptance acceptance = round.acceptance();
    return List.of(
        number,
        COMMIT,
        key.variant(),
        key.sequences(),
        threads,
        key.requests(leastRequests),
        round.tokens(),
        round.nanos(),
        round.cpuNanos(),
        times.steps(),
        times.busyNanos(),
        times.draftNanos(),
        times.verifyNanos(),
        acceptance.steps(),
        acceptance.drafted(),
        acceptance.accepted(),
        round.apart().detokenizeNanos(),
        round.apart().callNanos());
  }

  @Override
  public void close() {
    runs.values().forEach(EngineRun::close);
  }
}
