package io.flinkdomino.runtime.torch;

import ai.djl.ndarray.types.DataType;
import java.util.Locale;

/** What a tensor's elements are. */
public enum ElementType {
  FLOAT32(DataType.FLOAT32, 6, 4),
  BFLOAT16(DataType.BFLOAT16, 15, 2),
  FLOAT16(DataType.FLOAT16, 5, 2),
  INT64(DataType.INT64, 4, 8);

  private final DataType djl;
  private final int scalarType;
  private final int bytes;

  ElementType(DataType djl, int scalarType, int bytes) {
    this.djl = djl;
    this.scalarType = scalarType;
    this.bytes = bytes;
  }

  /**
   * The type of weights and caches that an option names: {@code auto} is float32 on a CPU and
   * bfloat16 on a GPU.
   *
   * @throws IllegalArgumentException unless it is auto, float32, bfloat16 or float16
   */
  public static ElementType resolve(String option, TorchDevice device) {
    return switch (option) {
      case "auto" -> device.equals(TorchDevice.CPU) ? FLOAT32 : BFLOAT16;
      case "float32" -> FLOAT32;
      case "bfloat16" -> BFLOAT16;
      case "float16" -> FLOAT16;
      default ->
          throw new IllegalArgumentException(
              "dtype must be auto, float32, bfloat16 or float16, got " + option);
    };
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** What a program's text calls it. */
  int scalarType() {
    return scalarType;
  }

  DataType djl() {
    return djl;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
