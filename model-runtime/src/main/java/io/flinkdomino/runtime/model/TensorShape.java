package io.flinkdomino.runtime.model;

import java.util.Arrays;
import java.util.List;

/**
 * The sizes of a tensor, outermost first; none for a scalar.
 *
 * @param dimensions each 0 or more, their product below 2^63
 */
public record TensorShape(List<Long> dimensions) {

  public TensorShape {
    dimensions = List.copyOf(dimensions);
    product(dimensions);
  }

  /** The shape with these sizes. */
  public static TensorShape of(long... dimensions) {
    return new TensorShape(Arrays.stream(dimensions).boxed().toList());
  }

  /** How many values a tensor of this shape has. */
  public long elements() {
    return product(dimensions);
  }

  /** Size of the outermost dimension; 1 for a scalar. */
  public long rows() {
    return dimensions.isEmpty() ? 1 : dimensions.get(0);
  }

  /** How many values one row has: the product of all but the outermost dimension. */
  public long rowElements() {
    return dimensions.isEmpty() ? 1 : product(dimensions.subList(1, dimensions.size()));
  }

  /** A fresh array of the sizes. */
  public long[] toArray() {
    return dimensions.stream().mapToLong(Long::longValue).toArray();
  }

  private static long product(List<Long> dimensions) {
    long product = 1;
    for (long dimension : dimensions) {
      if (dimension < 0) {
        throw new IllegalArgumentException("a dimension must be 0 or more, got " + dimension);
      }
      product = Math.multiplyExact(product, dimension);
    }
    return product;
  }

  /** Like {@code [151936, 4096]}. */
  @Override
  public String toString() {
    return dimensions.toString();
  }
}
