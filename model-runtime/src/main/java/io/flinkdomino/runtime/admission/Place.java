package io.flinkdomino.runtime.admission;

import java.util.Comparator;

/**
 * Where a sequence stands in the order in which slots are given, first come first.
 *
 * @param priority lower comes first
 * @param arrival of two with the same priority, lower comes first; no two sequences have the same
 */
public record Place(int priority, long arrival) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::priority).thenComparingLong(Place::arrival);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
