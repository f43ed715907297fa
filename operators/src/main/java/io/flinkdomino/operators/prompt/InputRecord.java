package io.flinkdomino.operators.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from the source, not yet looked at. It crosses Flink edges and lies in
 * checkpoints, so its bytes are kept until its completion or dead letter is out.
 *
 * @param topic the Kafka topic, or the file's name
 * @param partition the Kafka partition; 0 for a file
 * @param offset the Kafka offset, or the line number from 0
 * @param timestamp the record's time in milliseconds since the epoch
 * @param key the Kafka key; null where absent
 * @param value the prompt; null for a tombstone
 * @param headers the Kafka headers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through, nobody compares them
public record InputRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<RecordHeader> headers) {}
