package io.flinkdomino.tests.support.hostile;

import io.flinkdomino.tests.support.InvalidPrompts.Invalid;
import java.util.Random;

/**
 * One way to be wrong.
 *
 * @param name for people
 * @param count how many records of it there are
 * @param maker makes them
 */
record Kind(String name, int count, Maker maker) {

  /** Makes a record; with another number it has other bytes. */
  @FunctionalInterface
  interface Maker {

    Invalid make(Random random, int number);
  }
}
