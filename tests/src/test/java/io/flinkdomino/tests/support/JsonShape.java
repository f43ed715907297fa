package io.flinkdomino.tests.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.prompt.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** What the JSON of an output must look like, from its schema alone. */
public final class JsonShape {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> problems = new ArrayList<>();

  private JsonShape() {}

  /** Where a value is not what the schema says. */
  public static List<String> problems(Schema schema, JsonNode json) {
    JsonShape shape = new JsonShape();
    shape.check(schema, json, schema.getName());
    return shape.problems;
  }

  private void check(Schema schema, JsonNode json, String path) {
    boolean fits =
        switch (schema.getType()) {
          case UNION -> {
            if (!json.isNull()) {
              check(schema.getTypes().get(1), json, path);
            }
            yield true;
          }
          case RECORD -> {
            fields(schema, json, path);
            yield json.isObject();
          }
          case ARRAY -> {
            json.forEach(item -> check(schema.getElementType(), item, path + "[]"));
            yield json.isArray();
          }
          case MAP -> {
            json.forEach(item -> check(schema.getValueType(), item, path + ".*"));
            yield json.isObject();
          }
          case ENUM ->
              schema.getEnumSymbols().stream()
                  .anyMatch(symbol -> symbol.toLowerCase(Locale.ROOT).equals(json.asText()));
          case STRING -> json.isTextual();
          case BYTES -> json.isTextual() && json.asText().matches("[A-Za-z0-9+/]*={0,2}");
          case INT -> json.canConvertToInt() && json.isIntegralNumber();
          case LONG -> json.isIntegralNumber();
          case DOUBLE -> json.isNumber();
          case BOOLEAN -> json.isBoolean();
          case NULL -> json.isNull();
          case FIXED, FLOAT -> false;
        };
    if (!fits) {
      problems.add(path + " must be " + schema.getType() + ", got " + json);
    }
  }

  private void fields(Schema schema, JsonNode json, String path) {
    TreeSet<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    for (Schema.Field field : schema.getFields()) {
      String name = WireFormat.JSON.fieldName(field.name());
      unknown.remove(name);
      if (json.has(name)) {
        check(field.schema(), json.get(name), path + "." + name);
      } else if (!Boolean.TRUE.equals(field.getObjectProp("jsonOmitNull"))) {
        problems.add(path + "." + name + " must be there");
      }
    }
    unknown.forEach(name -> problems.add(path + "." + name + " must not be there"));
  }

  /** A field's default as JSON text. */
  public static String defaultOf(Schema.Field field) {
    Object value = field.defaultVal();
    if (value == JsonProperties.NULL_VALUE) {
      return "null";
    }
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a default must be JSON", e);
    }
  }

  /** The records and enums that a schema is made of, itself first. */
  public static void collectNamed(Schema schema, Map<String, Schema> named) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(branch -> collectNamed(branch, named));
      case ARRAY -> collectNamed(schema.getElementType(), named);
      case MAP -> collectNamed(schema.getValueType(), named);
      case ENUM -> named.put(schema.getFullName(), schema);
      case RECORD -> {
        named.put(schema.getFullName(), schema);
        schema.getFields().forEach(field -> collectNamed(field.schema(), named));
      }
      case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }
}
