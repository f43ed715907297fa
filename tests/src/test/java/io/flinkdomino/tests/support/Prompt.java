package io.flinkdomino.tests.support;

import io.flinkdomino.runtime.admission.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A record for the prompt topic, and what must come of it.
 *
 * @param number tells prompts of one workload apart
 * @param value the record's bytes; null for a tombstone
 * @param expected what must come of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Prompt(int number, byte @Nullable [] value, Expected expected) {

  /** What must come of a prompt. */
  public sealed interface Expected {}

  /**
   * The tokens that the target alone decodes.
   *
   * @param id the completion's id; null for the one that names the source
   */
  public record Tokens(@Nullable String id, List<Integer> promptIds, int maxTokens)
      implements Expected {}

  /** So many tokens, whichever they are: on their path two logits may tie. */
  public record Count(int tokens) implements Expected {}

  /** A dead letter. */
  public record DeadLetter(FailureReason reason) implements Expected {}

  /** Some prompts have no key; keys are bytes, not text. */
  public byte @Nullable [] key() {
    return number % 9 == 0 ? null : new byte[] {(byte) 0xFF, (byte) (number >> 8), (byte) number};
  }

  /** At least one header; names repeat and values are missing on some. */
  public List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    headers.add(header("trace", "t-" + number));
    if (number % 5 == 0) {
      headers.add(header("trace", "again"));
      headers.add(new RecordHeader("no-value", (byte[]) null));
    }
    return headers;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
