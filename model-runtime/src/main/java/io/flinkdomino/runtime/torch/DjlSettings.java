package io.flinkdomino.runtime.torch;

/**
 * Keeps DJL from calling home and from downloading: nothing leaves but what the user configured.
 */
public final class DjlSettings {

  private DjlSettings() {}

  /** Call before the first class of DJL is touched; later calls change nothing. */
  public static void apply() {
    setUnlessGiven("ai.djl.offline");
    setUnlessGiven("OPT_OUT_TRACKING");
  }

  private static void setUnlessGiven(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "true");
    }
  }
}
