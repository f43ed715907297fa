package io.flinkdomino.operators.emit;

import io.flinkdomino.operators.prompt.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How large a record is for Kafka: never less than what the producer compares with {@code
 * max.request.size} and the broker with {@code message.max.bytes}.
 */
public final class RecordSize {

  /** A batch's own fields, and those of its only record. */
  private static final int FIXED_BYTES = 61 + 21;

  private static final int MAX_LENGTH_BYTES = 5;

  private RecordSize() {}

  /** Upper bound of the bytes of a batch that holds only this record, uncompressed. */
  public static long of(OutputRecord record) {
    return FIXED_BYTES + part(record.key()) + part(record.value()) + ofHeaders(record.headers());
  }

  /** Upper bound of what the headers add. */
  public static long ofHeaders(List<RecordHeader> headers) {
    long bytes = MAX_LENGTH_BYTES;
    for (RecordHeader header : headers) {
      bytes += part(header.key().getBytes(StandardCharsets.UTF_8)) + part(header.value());
    }
    return bytes;
  }

  private static long part(byte @Nullable [] bytes) {
    return MAX_LENGTH_BYTES + (bytes == null ? 0L : bytes.length);
  }
}
