package io.flinkdomino.operators.prompt;

import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import io.flinkdomino.schemas.PromptRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
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

  /** What prompts that set every parameter ask for. */
  static GenerationParameters everyParameter() {
    return new GenerationParameters(
        new StopConditions(7, 3, List.of("a\n", "b"), Set.of(5, 9), true),
        new SamplingParameters(
            0.5, 40, 0.9, 0.1, 1.1, -1, 0.25, Map.of(0, -100.0, 639, 2.5), Set.of(7, 8)),
        -12,
        3,
        OptionalInt.of(2),
        -4,
        OptionalLong.of(1_900_000_000_000L),
        true,
        true);
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
