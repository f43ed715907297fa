package io.flinkdomino.job.train;

import io.flinkdomino.job.local.ProgressLine;
import io.flinkdomino.runtime.train.Measures;
import io.flinkdomino.runtime.train.run.TrainingProgress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Shows how a training goes: on a terminal one line that changes, elsewhere a line now and then.
 */
final class ConsoleProgress implements TrainingProgress {

  private static final Set<String> COUNTED = Set.of("tokens", "seconds");
  private static final double SMOOTHING = 0.02;

  private final ProgressLine progress;
  private final int steps;
  private double secondsPerStep;
  private double tokensPerSecond;

  ConsoleProgress(PrintStream out, int steps) {
    this.progress = new ProgressLine(out);
    this.steps = steps;
  }

  @Override
  public void stepped(int step, Measures measures) {
    double seconds = measures.values().getOrDefault("seconds", 0.0);
    double rate = measures.values().getOrDefault("tokens", 0.0) / seconds;
    boolean first = secondsPerStep == 0;
    secondsPerStep = first ? seconds : secondsPerStep + SMOOTHING * (seconds - secondsPerStep);
    tokensPerSecond = first ? rate : tokensPerSecond + SMOOTHING * (rate - tokensPerSecond);
    if (progress.isDue() || step == steps) {
      progress.show(line(step, measures), step == steps);
    }
  }

  private String line(int step, Measures measures) {
    Duration left = Duration.ofMillis((long) (1e3 * secondsPerStep * (steps - step)));
    return String.format(
        Locale.ROOT,
        "%s step %,d of %,d  %s  %,.0f tokens/s  %s left",
        ProgressLine.bar(step, steps),
        step,
        steps,
        text(measures),
        tokensPerSecond,
        ProgressLine.clock(left));
  }

  private static String text(Measures measures) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Double> measure : measures.values().entrySet()) {
      if (!COUNTED.contains(measure.getKey())) {
        text.append(text.isEmpty() ? "" : "  ")
            .append(measure.getKey())
            .append(' ')
            .append(number(measure.getValue()));
      }
    }
    return text.toString();
  }

  private static String number(double value) {
    boolean small = value != 0 && Math.abs(value) < 0.01;
    return String.format(Locale.ROOT, small ? "%.1e" : "%.3f", value);
  }

  /** Shows a line that stays. */
  void note(String line) {
    progress.note(line);
  }

  @Override
  public void evaluated(int step, Measures measures) {
    progress.note("step " + step + ", held out: " + text(measures));
  }

  @Override
  public void saved(int step, Path checkpoint) {
    // The log of the command says nothing new: what is kept is named when the run is over.
  }
}
