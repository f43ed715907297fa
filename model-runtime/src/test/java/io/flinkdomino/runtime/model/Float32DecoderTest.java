package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float32DecoderTest {

  private static int bits(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 00000000", // 0
    "8000, 80000000", // -0
    "3c00, 3f800000", // 1
    "c000, c0000000", // -2
    "3555, 3eaaa000", // nearest to 1/3
    "7bff, 477fe000", // 65504, the largest
    "0400, 38800000", // 2^-14, the smallest normal
    "03ff, 387fc000", // the largest subnormal
    "0001, 33800000", // 2^-24, the smallest subnormal
    "8001, b3800000",
    "7c00, 7f800000", // infinity
    "fc00, ff800000",
    "7e00, 7fc00000", // NaN
    "fe01, ffc02000", // NaN with sign and payload
  })
  void widensFloat16BitForBit(String half, String full) {
    float value = Float32Decoder.fromFloat16((short) bits(half));

    assertThat(Float.floatToRawIntBits(value)).isEqualTo(bits(full));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 00000000",
    "8000, 80000000",
    "3f80, 3f800000",
    "0001, 00010000", // subnormal
    "807f, 807f0000",
    "7f7f, 7f7f0000", // the largest
    "7f80, 7f800000",
    "ff80, ff800000",
    "7fc1, 7fc10000", // NaN with payload
  })
  void widensBfloat16BitForBit(String half, String full) {
    float value = Float32Decoder.fromBfloat16((short) bits(half));

    assertThat(Float.floatToRawIntBits(value)).isEqualTo(bits(full));
  }

  /**
   * The sum is numpy 2's: {@code h = arange(65536, dtype=uint16).view(float16).astype(float32)},
   * then sha256 over {@code h[~isnan(h)].astype('<f4').tobytes()}.
   */
  @Test
  void widensEveryFloat16LikeNumpy() throws NoSuchAlgorithmException {
    ByteBuffer all = ByteBuffer.allocate(4 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Float32Decoder.fromFloat16((short) bits);
      if (!Float.isNaN(value)) {
        all.putFloat(value);
      }
    }

    MessageDigest sum = MessageDigest.getInstance("SHA-256");
    sum.update(all.flip());

    assertThat(HexFormat.of().formatHex(sum.digest()))
        .isEqualTo("680bbc22915f61aa1bbfc7265bc3882a6aa42d299bfd2c571807196e5544de2e");
  }
}
