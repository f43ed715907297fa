package io.flinkdomino.runtime.batch;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list to which one thread adds. What {@link #view} gives never changes, costs no copy, and may
 * be read by any thread that gets it through something volatile.
 */
final class GrowingList<T> {

  private static final int FIRST_CAPACITY = 16;

  // An element is written once, and a larger array starts as a copy: earlier views keep theirs.
  private Object[] elements = new Object[FIRST_CAPACITY];
  private int size;

  void add(T element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, 2 * size);
    }
    elements[size++] = element;
  }

  /** The elements so far. */
  List<T> view() {
    return new View<>(elements, size);
  }

  private static final class View<T> extends AbstractList<T> implements RandomAccess {

    private final Object[] elements;
    private final int size;

    View(Object[] elements, int size) {
      this.elements = elements;
      this.size = size;
    }

    @Override
    @SuppressWarnings("unchecked") // only add() fills the array
    public T get(int index) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException("index must be below " + size + ", got " + index);
      }
      return (T) elements[index];
    }

    @Override
    public int size() {
      return size;
    }
  }
}
