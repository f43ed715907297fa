package io.flinkdomino.bench.threads;

import io.flinkdomino.bench.engine.Speed;
import io.flinkdomino.bench.measure.Rotation;
import io.flinkdomino.bench.measure.Spread;
import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Compares numbers of threads and waiting policies, with so many other processes busy. */
public final class ThreadsBenchmark {

  private static final int MILLIS = 250;

  /** No round begins later: a busy machine must not hold up everybody. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final int rounds;
  private final int busyProcesses;
  private final Report report;
  private final Map<String, List<Double>> speeds = new LinkedHashMap<>();

  private ThreadsBenchmark(int rounds, int busyProcesses) {
    this.rounds = rounds;
    this.busyProcesses = busyProcesses;
    this.report =
        Report.start(
            "threads-busy-" + busyProcesses,
            "tests/bench/run.sh threads " + busyProcesses + " " + rounds,
            List.of("round", "setting", "load", "tokens", "nanos", "steps"));
  }

  /** Runs it and writes the report. */
  public static void run(int busyProcesses, int rounds) {
    new ThreadsBenchmark(rounds, busyProcesses).run();
  }

  private void run() {
    Map<ThreadSetting, WorkerProcess> workers = new LinkedHashMap<>();
    List<BusyProcess> busy = new ArrayList<>();
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      ThreadSetting.ALL.forEach(setting -> workers.put(setting, WorkerProcess.start(setting)));
      Load.all(MILLIS).forEach(load -> workers.values().forEach(worker -> worker.measure(load)));
      IntStream.range(0, busyProcesses).forEach(i -> busy.add(BusyProcess.start()));
      for (int round = 0; round < rounds && System.nanoTime() < end; round++) {
        round(round, workers);
      }
    } finally {
      workers.values().forEach(WorkerProcess::close);
      busy.forEach(BusyProcess::close);
    }
    report.finish(title(), table());
  }

  private void round(int round, Map<ThreadSetting, WorkerProcess> workers) {
    for (Load load : Load.all(MILLIS)) {
      for (ThreadSetting setting : Rotation.order(ThreadSetting.ALL, round)) {
        Speed speed = workers.get(setting).measure(load);
        report
            .raw()
            .add(
                List.of(
                    round,
                    setting.name(),
                    load.name(),
                    speed.tokens(),
                    speed.nanos(),
                    speed.steps()));
        speeds
            .computeIfAbsent(key(setting, load), absent -> new ArrayList<>())
            .add(speed.tokensPerSecond());
      }
    }
  }

  private static String key(ThreadSetting setting, Load load) {
    return setting.name() + "/" + load.name();
  }

  private int done() {
    return speeds.values().stream().mapToInt(List::size).min().orElse(0);
  }

  private String title() {
    return "Threads within an operator, " + busyProcesses + " other processes busy";
  }

  private String table() {
    List<Load> loads = Load.all(MILLIS);
    List<String> header = new ArrayList<>(List.of("setting"));
    loads.forEach(load -> header.add(load.name()));
    Table table = new Table(header);
    for (ThreadSetting setting : ThreadSetting.ALL) {
      List<String> row = new ArrayList<>(List.of(setting.name()));
      loads.forEach(load -> row.add(cell(Spread.of(speeds.get(key(setting, load))))));
      table.row(row);
    }
    return "Tokens a second: median of "
        + done()
        + " rounds (smallest to largest).\n\n"
        + table.markdown();
  }

  private static String cell(Spread spread) {
    return String.format(
        Locale.ROOT, "%.0f (%.0f-%.0f)", spread.median(), spread.least(), spread.most());
  }
}
