package io.flinkdomino.bench.memory;

import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.report.Table;
import io.flinkdomino.bench.workload.Prompts;
import io.flinkdomino.bench.workload.Variant;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.model.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decodes many requests with one engine and looks at its memory every so often. */
public final class MemoryBenchmark {

  private static final int SETTLED = 2_000;
  private static final int EVERY = 500;
  private static final int SEQUENCES = 32;
  private static final int LONGEST = 12;
  private static final int BACKLOG = 2 * SEQUENCES;

  /** What resident memory may grow by after the first {@link #SETTLED} requests. */
  private static final double TOLERANCE = 0.05;

  private final int requests;
  private final Report report;
  private final List<Sample> samples = new ArrayList<>();

  private MemoryBenchmark(int requests) {
    this.requests = requests;
    this.report = Report.start("memory", "tests/bench/run.sh memory " + requests, Sample.COLUMNS);
  }

  /**
   * Runs it and writes the report.
   *
   * @param requests more than 2,000
   */
  public static void run(Variant variant, int requests) {
    new MemoryBenchmark(requests).run(variant);
  }

  private void run(Variant variant) {
    try (ModelStore.Lease lease = variant.load();
        DecodeEngine engine =
            new DecodeEngine(lease.models(), variant.settings(SEQUENCES, 1), System::nanoTime)) {
      decode(engine);
    }
    report.finish("Memory of " + requests + " requests, " + variant.name(), text());
  }

  private void decode(DecodeEngine engine) {
    Prompts prompts = Prompts.golden();
    int submitted = 0;
    int done = 0;
    while (done < requests) {
      while (submitted < requests && submitted - done < BACKLOG) {
        engine.submit(prompts.request(submitted, 1 + submitted * 37 % LONGEST));
        submitted++;
      }
      int before = done / EVERY;
      done += engine.step().size();
      if (done / EVERY > before) {
        look(engine, done);
      }
    }
  }

  private void look(DecodeEngine engine, int done) {
    Sample sample = Sample.take(done, engine.heldTensors());
    samples.add(sample);
    report.raw().add(sample.values());
  }

  private String text() {
    Sample settled =
        samples.stream().filter(s -> s.requests() >= SETTLED).findFirst().orElseThrow();
    Sample end = samples.get(samples.size() - 1);
    Table table =
        new Table(List.of("requests", "resident MiB", "tensors held"))
            .row(settled.cells())
            .row(end.cells());
    return String.format(
        Locale.ROOT,
        """
        Requests of 1 to %d tokens, at most %d at once, fixed heap. Resident memory changed by %+.2f %% from the first
        sample after %,d requests to the end: %s the %.0f %% that are allowed.

        %s""",
        LONGEST,
        SEQUENCES,
        100 * settled.growthTo(end),
        SETTLED,
        Math.abs(settled.growthTo(end)) <= TOLERANCE ? "within" : "BEYOND",
        100 * TOLERANCE,
        table.markdown());
  }
}
