package io.flinkdomino.chaos.agent;

import java.io.IOException;

/** Ends this JVM when its standard input closes, so that it never outlives who started it. */
final class Lifeline {

  private Lifeline() {}

  static void watch() {
    Thread thread = new Thread(Lifeline::haltAtEndOfInput, "lifeline");
    thread.setDaemon(true);
    thread.start();
  }

  private static void haltAtEndOfInput() {
    byte[] ignored = new byte[64];
    try {
      while (System.in.read(ignored) >= 0) {
        // Nothing is sent: only the end of the stream counts.
      }
    } catch (IOException e) {
      System.err.println("lifeline broke: " + e);
    }
    Runtime.getRuntime().halt(1);
  }
}
