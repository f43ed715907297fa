package io.flinkdomino.runtime.model;

import java.nio.file.Path;

/**
 * Where and how one tensor is stored.
 *
 * @param offset of its first byte, counted from the start of the file
 */
public record TensorInfo(String name, Path file, Dtype dtype, TensorShape shape, long offset) {

  /** Bytes in the file. */
  public long bytes() {
    return shape.elements() * dtype.bytes();
  }
}
