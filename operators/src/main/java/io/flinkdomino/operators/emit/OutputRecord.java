package io.flinkdomino.operators.emit;

import io.flinkdomino.operators.prompt.RecordHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record ready for a sink: encoded, and small enough for the broker.
 *
 * @param key the Kafka key; null where the prompt had none
 * @param value the encoded completion, metrics window or dead letter
 * @param headers the Kafka headers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through, nobody compares them
public record OutputRecord(byte @Nullable [] key, byte[] value, List<RecordHeader> headers) {}
