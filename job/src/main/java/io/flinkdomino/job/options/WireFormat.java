package io.flinkdomino.job.options;

import java.util.Locale;

/** How a record is encoded on a topic. */
public enum WireFormat {
  /** Binary Avro of the schema in {@code schemas/}, without a header. */
  AVRO,
  /** One JSON object in UTF-8. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
