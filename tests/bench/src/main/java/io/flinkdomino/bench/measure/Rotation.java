package io.flinkdomino.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who comes when: every round has everybody once, and each time another one begins. */
public final class Rotation {

  private Rotation() {}

  /** The order of a round, counted from 0. */
  public static <T> List<T> order(List<T> items, int round) {
    List<T> order = new ArrayList<>(items);
    Collections.rotate(order, -round);
    return order;
  }
}
