package io.flinkdomino.runtime.model;

import java.util.Arrays;
import java.util.Optional;

/** How a safetensors file stores one value; little-endian. */
public enum Dtype {
  F32(4),
  F16(2),
  BF16(2),
  F64(8),
  C64(8),
  F8_E4M3(1),
  F8_E5M2(1),
  F8_E8M0(1),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U64(8),
  U32(4),
  U16(2),
  U8(1),
  BOOL(1);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one value. */
  public int bytes() {
    return bytes;
  }

  /** Whether weights may be stored so: every value is exactly a float32. */
  public boolean readableAsFloat32() {
    return this == F32 || this == F16 || this == BF16;
  }

  static Optional<Dtype> named(String name) {
    return Arrays.stream(values()).filter(dtype -> dtype.name().equals(name)).findFirst();
  }
}
