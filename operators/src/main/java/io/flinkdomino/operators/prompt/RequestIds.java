package io.flinkdomino.operators.prompt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** What names a request, and what follows from the name. */
final class RequestIds {

  static final int MAX_CHARS = 256;

  /** A seed has 53 bits, so that every JSON reader keeps it exactly. */
  private static final int SEED_BITS = 53;

  private RequestIds() {}

  /** The id of a prompt that carries none. */
  static String ofSource(InputRecord source) {
    return source.topic() + "-" + source.partition() + "-" + source.offset();
  }

  static boolean isValid(String id) {
    return !id.isEmpty() && id.length() <= MAX_CHARS;
  }

  /**
   * The seed of a request that carries none: the first 53 bits of the SHA-256 sum of the id in
   * UTF-8, the same on every machine and after every restart.
   */
  static long seed(String id) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(sum).getLong() >>> (Long.SIZE - SEED_BITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The id in JSON that was refused, even if it breaks off later; empty where none can be read. */
  static Optional<String> findInJson(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    try (JsonParser parser = StrictJson.FACTORY.createParser(text)) {
      return find(parser).filter(id -> isValid(id) && id.indexOf('\uFFFD') < 0);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> find(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isId = parser.currentName().equals("id");
      JsonToken token = parser.nextToken();
      if (isId) {
        return token == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
      }
      parser.skipChildren();
    }
    return Optional.empty();
  }
}
