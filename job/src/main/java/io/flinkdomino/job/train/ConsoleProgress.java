package io.flinkdomino.job.train;

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
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int BAR = 20;

  private final PrintStream out;
  private final int steps;
  private final boolean terminal;
  private double secondsPerStep;
  private double tokensPerSecond;
  private long lastShown = System.nanoTime() - PAUSE_NANOS;

  ConsoleProgress(PrintStream out, int steps) {
    this.out = out;
    this.steps = steps;
    this.terminal = Boolean.getBoolean("flinkdomino.terminal"); // the launcher knows
  }

  @Override
  public void stepped(int step, Measures measures) {
    double seconds = measures.values().getOrDefault("seconds", 0.0);
    double rate = measures.values().getOrDefault("tokens", 0.0) / seconds;
    boolean first = secondsPerStep == 0;
    secondsPerStep = first ? seconds : secondsPerStep + SMOOTHING * (seconds - secondsPerStep);
    tokensPerSecond = first ? rate : tokensPerSecond + SMOOTHING * (rate - tokensPerSecond);
    boolean due = System.nanoTime() - lastShown >= PAUSE_NANOS;
    if (terminal || due || step == steps) {
      lastShown = System.nanoTime();
      show(line(step, measures), step == steps);
    }
  }

  private String line(int step, Measures measures) {
    Duration left = Duration.ofMillis((long) (1e3 * secondsPerStep * (steps - step)));
    return String.format(
        Locale.ROOT,
        "[%-" + BAR + "s] step %,d of %,d  %s  %,.0f tokens/s  %d:%02d:%02d left",
        "#".repeat((int) ((long) BAR * step / steps)),
        step,
        steps,
        text(measures),
        tokensPerSecond,
        left.toHours(),
        left.toMinutesPart(),
        left.toSecondsPart());
  }

  private void show(String line, boolean last) {
    if (terminal && !last) {
      out.print("\r" + line + "\033[K");
      out.flush();
    } else {
      out.println((terminal ? "\r" : "") + line);
    }
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

  @Override
  public void evaluated(int step, Measures measures) {
    out.println((terminal ? "\r\033[K" : "") + "step " + step + ", held out: " + text(measures));
  }

  @Override
  public void saved(int step, Path checkpoint) {
    // The log of the command says nothing new: what is kept is named when the run is over.
  }
}
