package io.flinkdomino.operators.attempts;

import io.flinkdomino.operators.prompt.InputRecord;
import org.jspecify.annotations.Nullable;

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

  // By hand, because JDK 17 keeps the class loader of the last record whose own equals() ran, and a
  // cancelled job's must go.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourcePosition that
        && offset == that.offset
        && partition == that.partition
        && topic.equals(that.topic);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * topic.hashCode() + partition) + Long.hashCode(offset);
  }
}
