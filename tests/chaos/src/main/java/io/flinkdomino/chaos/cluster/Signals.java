package io.flinkdomino.chaos.cluster;

import java.io.IOException;

/** Signals of the operating system. */
final class Signals {

  private Signals() {}

  /**
   * Sends one.
   *
   * @param name without SIG
   * @throws IOException if there is no such process
   */
  static void send(String name, long pid) throws IOException, InterruptedException {
    int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    if (exitCode != 0) {
      throw new IOException("kill -" + name + " " + pid + " ended with " + exitCode);
    }
  }
}
