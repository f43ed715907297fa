package io.flinkdomino.runtime.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Set;

/**
 * The named tensors of one model, on disk. Safe for use by many threads at once. Interrupting a
 * thread that reads closes the files.
 */
public interface Weights extends AutoCloseable {

  /** The file that says which tensors there are: the weight file itself, or the index of shards. */
  Path source();

  /** All tensors there are. */
  Set<String> names();

  /** Whether there is a tensor of this name. */
  default boolean contains(String name) {
    return names().contains(name);
  }

  /**
   * What is stored under this name.
   *
   * @throws IllegalArgumentException if there is no such tensor
   */
  TensorInfo info(String name);

  /**
   * Reads {@code into.remaining()} values, in row-major order, as float32. Float16 and bfloat16
   * widen without loss.
   *
   * @param firstElement index of the first value to read
   * @throws IllegalArgumentException if there is no such tensor, or it has fewer values
   * @throws ModelFormatException if it is not stored as F32, F16 or BF16
   * @throws java.io.UncheckedIOException if reading fails
   */
  void read(String name, long firstElement, FloatBuffer into);

  @Override
  void close();
}
