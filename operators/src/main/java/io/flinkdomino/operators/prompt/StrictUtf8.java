package io.flinkdomino.operators.prompt;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

/** UTF-8 that refuses what other decoders silently replace. */
final class StrictUtf8 {

  private StrictUtf8() {}

  /**
   * Decodes the remaining bytes.
   *
   * @throws MalformedInputException if they are not UTF-8; the buffer then stands at the first bad
   *     byte
   */
  static CharBuffer decode(ByteBuffer bytes) throws MalformedInputException {
    // UTF-8 needs at least one byte per char.
    CharBuffer chars = CharBuffer.allocate(bytes.remaining());
    var result = StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true);
    if (result.isError()) {
      throw new MalformedInputException(result.length());
    }
    return chars.flip();
  }
}
