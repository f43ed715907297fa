package io.flinkdomino.job.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress of one thing: on a terminal one line that changes, elsewhere a line now and then. */
public final class ProgressLine {

  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int BAR = 20;

  private final PrintStream out;
  private final boolean terminal = Boolean.getBoolean("flinkdomino.terminal"); // the launcher knows
  private long lastShown = System.nanoTime() - PAUSE_NANOS;

  /** Writes to {@code out}. */
  public ProgressLine(PrintStream out) {
    this.out = out;
  }

  /** Whether the line is to be shown now; the last one always is. */
  public boolean isDue() {
    return terminal || System.nanoTime() - lastShown >= PAUSE_NANOS;
  }

  /** Shows a line; the last one stays. */
  public void show(String line, boolean last) {
    lastShown = System.nanoTime();
    if (terminal && !last) {
      out.print("\r" + line + "\033[K");
      out.flush();
    } else {
      out.println((terminal ? "\r" : "") + line);
    }
  }

  /** Shows a line that stays, above the one that changes. */
  public void note(String line) {
    out.println((terminal ? "\r\033[K" : "") + line);
  }

  /** A bar of what is done. */
  public static String bar(long done, long of) {
    return String.format(Locale.ROOT, "[%-" + BAR + "s]", "#".repeat((int) (BAR * done / of)));
  }

  /** A time as {@code 1:02:03}. */
  public static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
