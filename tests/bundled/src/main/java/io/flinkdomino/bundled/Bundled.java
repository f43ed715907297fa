package io.flinkdomino.bundled;

import io.flinkdomino.bundled.commands.BundledCommand;

/** Runs one command; see {@code tests/bundled/README.md}. */
public final class Bundled {

  private Bundled() {}

  /** Exits with 0 if the command did its work, 1 if it failed, 2 for wrong options. */
  public static void main(String[] arguments) {
    System.exit(BundledCommand.create().execute(arguments));
  }
}
