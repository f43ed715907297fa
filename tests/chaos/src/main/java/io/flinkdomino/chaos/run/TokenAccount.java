package io.flinkdomino.chaos.run;

import io.flinkdomino.chaos.values.Field;
import io.flinkdomino.chaos.values.JvmValues;
import io.flinkdomino.chaos.values.ValuesFile.Values;
import java.util.Collection;

/**
 * Tokens decoded, delivered, and decoded again over a whole run, when nothing is in flight.
 *
 * <p>What all engines say they decoded, minus the tokens of all completions, was decoded again: a
 * token is decoded a second time only if an engine that had it was lost and its successor began
 * before it. The bound is what every operator attempt that ended said it would lose, when it was
 * last asked, and what its JVM decoded between that and its end. Engines' counts lie in mapped
 * files after every step, so a kill hides at most the tokens of the step under way.
 *
 * @param decoded tokens that all engines decoded
 * @param delivered tokens of completions
 * @param lastSaid sum over attempts that ended of {@code tokensSinceCheckpoint} when last sampled
 * @param sinceSaid sum over them of what their JVM decoded after that sample
 * @param measured whether every attempt that decoded had the metric
 */
record TokenAccount(long decoded, long delivered, long lastSaid, long sinceSaid, boolean measured) {

  /**
   * Adds up.
   *
   * @param alive those of them whose open attempts have lost nothing
   */
  static TokenAccount of(Collection<JvmValues> all, Collection<JvmValues> alive, long delivered) {
    long decoded = 0;
    long lastSaid = 0;
    long sinceSaid = 0;
    boolean measured = true;
    for (JvmValues jvm : all) {
      long inJvm = jvm.decodedTokens();
      decoded += inJvm;
      for (Values attempt : jvm.operators()) {
        long said = attempt.get(Field.SINCE_CHECKPOINT);
        measured &= said >= 0 || attempt.get(Field.SAMPLES) == 0;
        if (!attempt.isOpen() || !alive.contains(jvm)) {
          long end = attempt.isOpen() ? inJvm : attempt.get(Field.DECODED_AT_CLOSE);
          lastSaid += Math.max(0, said);
          sinceSaid += end - attempt.get(Field.DECODED_TOKENS);
        }
      }
    }
    return new TokenAccount(decoded, delivered, lastSaid, sinceSaid, measured);
  }

  /** Tokens that were decoded more than once. */
  long again() {
    return decoded - delivered;
  }

  long bound() {
    return lastSaid + sinceSaid;
  }
}
