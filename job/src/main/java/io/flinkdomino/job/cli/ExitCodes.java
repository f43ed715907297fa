package io.flinkdomino.job.cli;

/** How a command ended. */
public final class ExitCodes {

  /** The command did all it was asked to. */
  public static final int DONE = 0;

  /** The job failed, or its surroundings did. */
  public static final int FAILED = 1;

  /** Options are wrong; nothing has started. */
  public static final int WRONG_OPTIONS = 2;

  private ExitCodes() {}
}
