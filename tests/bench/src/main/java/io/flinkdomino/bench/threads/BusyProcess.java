package io.flinkdomino.bench.threads;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Another process that keeps one processor busy. */
public final class BusyProcess implements AutoCloseable {

  private final Process process;

  private BusyProcess(Process process) {
    this.process = process;
  }

  static BusyProcess start() {
    try {
      return new BusyProcess(OwnJvm.command("busy").start());
    } catch (IOException e) {
      throw new UncheckedIOException("starting a busy process failed", e);
    }
  }

  /** What the process does: count until it is ended. */
  public static void spin() {
    long count = 0;
    while (count >= 0) {
      count++;
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
