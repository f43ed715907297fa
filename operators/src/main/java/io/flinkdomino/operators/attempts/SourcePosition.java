package io.flinkdomino.operators.attempts;

import io.flinkdomino.operators.prompt.InputRecord;

/**
 * Where a prompt came from, the same after every restart.
 *
 * @param topic the Kafka topic, or the file's name
 * @param partition the Kafka partition; 0 for a file
 * @param offset the Kafka offset, or the line number from 0
 */
public record SourcePosition(String topic, int partition, long offset) {

  /** The position of a record. */
  public static SourcePosition of(InputRecord record) {
    return new SourcePosition(record.topic(), record.partition(), record.offset());
  }
}
