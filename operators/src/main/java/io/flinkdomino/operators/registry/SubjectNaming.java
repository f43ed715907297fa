package io.flinkdomino.operators.registry;

import java.util.Locale;

/** Under which subject a schema is registered, as Confluent's three strategies name it. */
public enum SubjectNaming {
  /** {@code TOPIC-value}. */
  TOPIC,
  /** The record's full name. */
  RECORD,
  /** {@code TOPIC-} and the record's full name. */
  TOPIC_RECORD;

  /** The subject of a topic's values. */
  public String subject(String topic, String recordName) {
    return switch (this) {
      case TOPIC -> topic + "-value";
      case RECORD -> recordName;
      case TOPIC_RECORD -> topic + "-" + recordName;
    };
  }

  /** The option value that names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
