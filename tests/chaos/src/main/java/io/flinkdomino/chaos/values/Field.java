package io.flinkdomino.chaos.values;

/** The longs of a record. */
public enum Field {
  /** What the record is about: a code of {@link Subject}; 0 for a record not begun. */
  SUBJECT(0),
  /** 1 once it is over. */
  CLOSED(1),
  /** Engine: tokens that it says it decoded. Operator: the same of its JVM, when last sampled. */
  DECODED_TOKENS(2),
  /** Operator: tokens decoded in its JVM when it was closed. */
  DECODED_AT_CLOSE(3),
  /** Engine: decode steps. */
  STEPS(4),
  /** Engine: native tensors held between steps. */
  TENSORS(5),
  /** Operator: sequences in the batch. */
  RUNNING(6),
  /** Operator: sequences that wait. */
  WAITING(7),
  /** Operator: tokens committed since the last completed checkpoint; -1 where nobody says. */
  SINCE_CHECKPOINT(8),
  /** Operator: how often it was sampled. */
  SAMPLES(9),
  /** Operator: first half of its job's id. */
  JOB(10);

  private final int index;

  Field(int index) {
    this.index = index;
  }

  /** Where it is in a record. */
  int index() {
    return index;
  }
}
