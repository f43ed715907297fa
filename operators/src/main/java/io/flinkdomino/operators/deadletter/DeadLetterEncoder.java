package io.flinkdomino.operators.deadletter;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.operators.emit.RecordSize;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.RecordHeader;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.schemas.DeadLetterHeader;
import io.flinkdomino.schemas.DeadLetterRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refused prompts to dead letters that always fit the broker.
 *
 * <p>Key and headers appear twice: on the Kafka record, for partitioning and tracing, and inside
 * the dead letter, for whoever reads it from a file. Each pair gets at most a quarter of the space
 * and is otherwise left out; the reason and the source get at most half; the original bytes are cut
 * to what remains. The dead letter's flags say what is missing.
 */
public final class DeadLetterEncoder {

  /** Below this, reason and source coordinates may not fit. */
  public static final int MIN_RECORD_BYTES = 8_192;

  private static final int MAX_MESSAGE_CHARS = 1_024;
  private static final int MIN_MESSAGE_CHARS = 64;
  private static final int MAX_TOPIC_CHARS = 249;

  /** More than what {@link RecordSize} counts for a record without contents. */
  private static final int KAFKA_BYTES = 256;

  private final WireFormat format;
  private final RecordEncoder encoder;
  private final int maxRecordBytes;

  /**
   * @param format how dead letters look
   * @param maxRecordBytes the most the broker takes, {@code message.max.bytes}; at least {@link
   *     #MIN_RECORD_BYTES}
   */
  public DeadLetterEncoder(WireFormat format, int maxRecordBytes) {
    this(new RecordEncoder(format), maxRecordBytes);
  }

  /**
   * @param encoder writes dead letters
   * @param maxRecordBytes as above
   */
  public DeadLetterEncoder(RecordEncoder encoder, int maxRecordBytes) {
    if (maxRecordBytes < MIN_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "maxRecordBytes must be at least " + MIN_RECORD_BYTES + ", got " + maxRecordBytes);
    }
    this.format = encoder.format();
    this.encoder = encoder;
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * Encodes one dead letter, at most {@code maxRecordBytes} with its key and headers.
   *
   * @param id the request's id, where one is known
   */
  public OutputRecord encode(InputRecord source, Refusal refusal, Optional<String> id) {
    DeadLetterRecord letter = reasonAndSource(source, refusal, id);
    byte[] key = source.key() != null && keyFits(source.key()) ? source.key() : null;
    letter.setKey(wrap(key));
    letter.setKeyOmitted(source.key() != null && key == null);
    List<RecordHeader> headers = headersThatFit(source.headers());
    letter.setHeaders(headers.stream().map(DeadLetterEncoder::header).toList());
    letter.setHeadersOmitted(source.headers().size() - headers.size());
    setOriginal(letter, source.value(), key, headers);
    return new OutputRecord(key, encoder.encode(letter), headers);
  }

  private DeadLetterRecord reasonAndSource(
      InputRecord source, Refusal refusal, Optional<String> id) {
    DeadLetterRecord letter =
        DeadLetterRecord.newBuilder()
            .setReason(refusal.reason().name())
            .setId(id.orElse(null))
            .setSourceTopic(clip(source.topic(), MAX_TOPIC_CHARS))
            .setSourcePartition(source.partition())
            .setSourceOffset(source.offset())
            .setSourceTimestamp(source.timestamp())
            .build();
    // One character takes up to six bytes of JSON.
    int most = maxRecordBytes / 2 - KAFKA_BYTES;
    for (int chars = MAX_MESSAGE_CHARS; chars >= MIN_MESSAGE_CHARS; chars /= 2) {
      letter.setMessage(clip(refusal.message(), chars));
      if (encoder.encode(letter).length <= most) {
        return letter;
      }
    }
    letter.setId(null);
    return letter;
  }

  private boolean keyFits(byte[] key) {
    return key.length + encodedBytes(key.length) <= maxRecordBytes / 4;
  }

  private List<RecordHeader> headersThatFit(List<RecordHeader> headers) {
    long bytes = 0;
    for (int i = 0; i < headers.size(); i++) {
      List<RecordHeader> one = headers.subList(i, i + 1);
      DeadLetterHeader inside = header(one.get(0));
      bytes += RecordSize.ofHeaders(one) + encoder.encode(inside).length + 1;
      if (bytes > maxRecordBytes / 4) {
        return List.copyOf(headers.subList(0, i));
      }
    }
    return List.copyOf(headers);
  }

  private void setOriginal(
      DeadLetterRecord letter,
      byte @Nullable [] value,
      byte @Nullable [] key,
      List<RecordHeader> headers) {
    if (value == null) {
      return;
    }
    letter.setOriginalSize(value.length);
    letter.setOriginalBytes(ByteBuffer.allocate(0));
    letter.setTruncated(true);
    long left =
        maxRecordBytes - RecordSize.of(new OutputRecord(key, encoder.encode(letter), headers));
    int kept = (int) Math.min(value.length, bytesThatEncodeTo(left));
    letter.setOriginalBytes(ByteBuffer.wrap(value, 0, kept));
    letter.setTruncated(kept < value.length);
  }

  /** Bytes that a byte field of this length takes. */
  private long encodedBytes(int length) {
    return switch (format) {
      case AVRO -> length + 5L;
      case JSON -> (length + 2L) / 3 * 4 + 2;
    };
  }

  /** How long a byte field may be to take at most this; the inverse of {@link #encodedBytes}. */
  private long bytesThatEncodeTo(long encoded) {
    return switch (format) {
      case AVRO -> Math.max(0, encoded - 5);
      // "truncated":false is a character longer than true.
      case JSON -> Math.max(0, (encoded - 3) / 4 * 3);
    };
  }

  private static DeadLetterHeader header(RecordHeader header) {
    return new DeadLetterHeader(header.key(), wrap(header.value()));
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static String clip(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
    return text.substring(0, end);
  }
}
