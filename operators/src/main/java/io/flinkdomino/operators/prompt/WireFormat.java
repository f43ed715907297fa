package io.flinkdomino.operators.prompt;

import java.util.Locale;
import java.util.regex.Pattern;

/** How records look on a topic or in a file. */
public enum WireFormat {
  /**
   * The Avro binary encoding of one record, written with this release's schema; with a schema
   * registry, behind Confluent's header and written with the schema that it names.
   */
  AVRO,
  /** One JSON object in UTF-8, names in snake_case. */
  JSON;

  private static final Pattern WORD_START = Pattern.compile("(?=[A-Z])");

  /**
   * What users of this format call a field.
   *
   * @param schemaName the field's name in the Avro schema, such as {@code maxTokens}
   */
  public String fieldName(String schemaName) {
    return switch (this) {
      case AVRO -> schemaName;
      case JSON -> WORD_START.matcher(schemaName).replaceAll("_").toLowerCase(Locale.ROOT);
    };
  }

  /** The option value that names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
