package io.flinkdomino.job.evaluate;

import io.flinkdomino.job.local.ProgressLine;
import io.flinkdomino.runtime.emit.GenerationResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows how far an evaluation is. */
final class EvaluationProgress {

  private final ProgressLine line;
  private final long completions;
  private final long start = System.nanoTime();
  private long done;
  private long tokens;

  /**
   * Starts the clock.
   *
   * @param completions how many there will be, both ways and all rounds together
   */
  EvaluationProgress(PrintStream out, long completions) {
    this.line = new ProgressLine(out);
    this.completions = completions;
  }

  /** Counts a completion. */
  void decoded(GenerationResult result) {
    done++;
    tokens += result.tokenIds().size();
    if (line.isDue() || done == completions) {
      line.show(text(System.nanoTime() - start), done == completions);
    }
  }

  private String text(long nanos) {
    return String.format(
        Locale.ROOT,
        "%s %,d of %,d completions  %,.0f tokens/s  %s left",
        ProgressLine.bar(done, completions),
        done,
        completions,
        tokens * 1e9 / nanos,
        ProgressLine.clock(Duration.ofNanos(nanos / done * (completions - done))));
  }
}
