package io.flinkdomino.chaos.values;

import java.nio.file.Path;

/** The mapped file of this JVM, in the folder that a system property names. */
public final class OwnValues {

  /** System property with the folder. */
  public static final String FOLDER = "flinkdomino.chaos.values";

  private static final ValuesFile FILE = ValuesFile.create(path());

  private OwnValues() {}

  private static Path path() {
    String name = ProcessHandle.current().pid() + "-" + System.currentTimeMillis() + ".values";
    return Path.of(System.getProperty(FOLDER)).resolve(name);
  }

  /** The file, created by whoever asks first. */
  public static ValuesFile file() {
    return FILE;
  }

  /** What the engines of this JVM have decoded so far. */
  public static long decodedTokens() {
    return FILE.records(Subject.ENGINE).stream().mapToLong(e -> e.get(Field.DECODED_TOKENS)).sum();
  }
}
