package io.flinkdomino.schemas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What users of a released schema would notice of a newer one.
 *
 * <p>Avro's own rules are not enough: where every field has a default, a field that was renamed
 * counts as one removed and one added, and its values are silently lost. So released fields, their
 * types, defaults and JSON, and released enum symbols stay.
 */
final class SchemaChange {

  private SchemaChange() {}

  /** What breaks, in either direction; empty where nothing does. */
  static List<String> problems(Schema released, Schema current) {
    List<String> problems = new ArrayList<>();
    noteIncompatible("reading released data", current, released, problems);
    noteIncompatible("released readers", released, current, problems);
    Map<String, String> now = parts(current);
    parts(released)
        .forEach(
            (part, form) -> {
              String found = now.get(part);
              if (found == null) {
                problems.add(part + " was released and is gone");
              } else if (!found.equals(form)) {
                problems.add(part + " must stay " + form + ", got " + found);
              }
            });
    return problems;
  }

  private static void noteIncompatible(
      String who, Schema reader, Schema writer, List<String> problems) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
      problems.add(who + ": " + result.getIncompatibilities());
    }
  }

  /** Fields and symbols by full name, with what must not change of them. */
  private static Map<String, String> parts(Schema schema) {
    Map<String, Schema> named = new LinkedHashMap<>();
    collect(schema, named);
    Map<String, String> parts = new LinkedHashMap<>();
    for (Schema type : named.values()) {
      if (type.getType() == Schema.Type.ENUM) {
        parts.put(type.getFullName(), "an enum with default " + type.getEnumDefault());
        type.getEnumSymbols().forEach(s -> parts.put(type.getFullName() + "." + s, "a symbol"));
      } else {
        type.getFields().forEach(f -> parts.put(type.getFullName() + "." + f.name(), form(f)));
      }
    }
    return parts;
  }

  private static String form(Schema.Field field) {
    Object omitted = field.getObjectProp("jsonOmitNull");
    Object value = field.defaultVal() == JsonProperties.NULL_VALUE ? "null" : field.defaultVal();
    return text(field.schema())
        + (field.hasDefaultValue() ? " with default " + value : " without default")
        + (Boolean.TRUE.equals(omitted) ? ", left out of JSON where null" : "");
  }

  private static String text(Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream().map(SchemaChange::text).collect(Collectors.joining(" or "));
      case ARRAY -> "list of " + text(schema.getElementType());
      case MAP -> "map of " + text(schema.getValueType());
      case RECORD, ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
          schema.getFullName();
    };
  }

  /** Records and enums, each once. */
  static void collect(Schema schema, Map<String, Schema> named) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, named));
      case ARRAY -> collect(schema.getElementType(), named);
      case MAP -> collect(schema.getValueType(), named);
      case ENUM -> named.put(schema.getFullName(), schema);
      case RECORD -> {
        named.put(schema.getFullName(), schema);
        schema.getFields().forEach(field -> collect(field.schema(), named));
      }
      case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }
}
