package io.flinkdomino.runtime.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Widens stored values to float32, bit for bit: subnormals, infinities, NaN payloads, -0. */
final class Float32Decoder {

  private Float32Decoder() {}

  /** Appends all values of {@code from}, in its byte order, to {@code into}. */
  static void decode(Dtype dtype, ByteBuffer from, FloatBuffer into) {
    switch (dtype) {
      case F32 -> into.put(from.asFloatBuffer());
      case BF16 -> {
        while (from.hasRemaining()) {
          into.put(fromBfloat16(from.getShort()));
        }
      }
      case F16 -> {
        while (from.hasRemaining()) {
          into.put(fromFloat16(from.getShort()));
        }
      }
      default -> throw new IllegalArgumentException("dtype must be F32, F16 or BF16, got " + dtype);
    }
  }

  static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  static float fromFloat16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    int magnitude =
        switch (exponent) {
          // Subnormal: a whole number of the smallest steps, exact in float32.
          case 0 -> Float.floatToRawIntBits(fraction * 0x1p-24f);
          case 0x1f -> 0x7f800000 | fraction << 13;
          default -> (exponent + 127 - 15) << 23 | fraction << 13;
        };
    return Float.intBitsToFloat(sign | magnitude);
  }
}
