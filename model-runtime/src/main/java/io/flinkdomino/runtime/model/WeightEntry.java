package io.flinkdomino.runtime.model;

import java.util.List;

/**
 * One weight as the program takes it: one or several stored tensors, one after the other along the
 * outermost dimension.
 *
 * @param names of the stored tensors, in order
 * @param shapes of the stored tensors, in order
 * @param shape of the whole
 * @param sharesEmbedding true for the output head of a tied model: it is the embedding, which the
 *     first entry has loaded already
 */
public record WeightEntry(
    List<String> names, List<TensorShape> shapes, TensorShape shape, boolean sharesEmbedding) {

  public WeightEntry {
    names = List.copyOf(names);
    shapes = List.copyOf(shapes);
  }

  static WeightEntry of(String name, long... shape) {
    TensorShape only = TensorShape.of(shape);
    return new WeightEntry(List.of(name), List.of(only), only, false);
  }

  /** Stacks matrices of {@code columns} columns. */
  static WeightEntry stacked(long columns, List<String> names, List<Long> rows) {
    List<TensorShape> shapes = rows.stream().map(count -> TensorShape.of(count, columns)).toList();
    long allRows = rows.stream().mapToLong(Long::longValue).sum();
    return new WeightEntry(names, shapes, TensorShape.of(allRows, columns), false);
  }

  /** Whether it is a matrix that programs multiply by, not a table whose rows they look up. */
  boolean isMatrix() {
    return shape.toArray().length == 2 && !names.get(0).endsWith("embed_tokens.weight");
  }

  WeightEntry shared() {
    return new WeightEntry(names, shapes, shape, true);
  }
}
