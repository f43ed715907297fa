package io.flinkdomino.operators.prompt;

import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.schemas.PromptRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as a source would hand them over. */
public final class Inputs {

  private Inputs() {}

  /** A record at prompts-3-42 with a key and two headers. */
  public static InputRecord of(byte @Nullable [] value) {
    return new InputRecord(
        "prompts",
        3,
        42,
        1_700_000_000_000L,
        utf8("key-1"),
        value,
        List.of(new RecordHeader("trace", utf8("abc")), new RecordHeader("empty", null)));
  }

  public static InputRecord json(String text) {
    return of(utf8(text));
  }

  public static InputRecord avro(PromptRecord record) {
    return of(new RecordEncoder(WireFormat.AVRO).encode(record));
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
