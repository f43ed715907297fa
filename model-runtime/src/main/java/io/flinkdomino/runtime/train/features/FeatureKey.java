package io.flinkdomino.runtime.train.features;

import io.flinkdomino.runtime.train.data.TokenRow;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Stands for a row's tokens: the first 128 bits of their SHA-256. */
record FeatureKey(long first, long second) {

  static FeatureKey of(TokenRow row) {
    ByteBuffer tokens = ByteBuffer.allocate(row.length() * Integer.BYTES);
    for (int at = 0; at < row.length(); at++) {
      tokens.putInt(row.token(at));
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(tokens.array()));
    return new FeatureKey(digest.getLong(), digest.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
