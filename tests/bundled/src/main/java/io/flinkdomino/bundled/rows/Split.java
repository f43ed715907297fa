package io.flinkdomino.bundled.rows;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Which questions are trained on, and which are kept for judging; the question alone decides. */
public enum Split {
  TRAIN,
  HELD_OUT;

  private static final int BUCKETS = 16;

  /** The split that a question belongs to: one in sixteen is held out. */
  public static Split of(String question) {
    CRC32 hash = new CRC32();
    hash.update(question.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % BUCKETS == 0 ? HELD_OUT : TRAIN;
  }
}
