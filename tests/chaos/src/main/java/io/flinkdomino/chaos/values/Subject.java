package io.flinkdomino.chaos.values;

/** What a record is about. */
public enum Subject {
  /** One decode engine, from its first step on. */
  ENGINE(1),
  /** One attempt of a generate operator, as its metrics show it. */
  OPERATOR(2);

  private final long code;

  Subject(long code) {
    this.code = code;
  }

  /** How it is written; never 0. */
  long code() {
    return code;
  }
}
