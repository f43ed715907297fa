package io.flinkdomino.bundled.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** JSON of flat objects: values of digits are numbers, all others are strings. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private Json() {}

  /** An object on one line, in the map's order. */
  static String write(Map<String, String> object) {
    return object.entrySet().stream()
        .map(field -> quote(field.getKey()) + ": " + writeValue(field.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A list of strings on one line. */
  static String write(List<String> items) {
    return items.stream().map(Json::quote).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String writeValue(String value) {
    return isNumber(value) ? value : quote(value);
  }

  private static String quote(String text) {
    return "\"" + text + "\"";
  }

  private static boolean isNumber(String value) {
    return NUMBER.matcher(value).matches();
  }

  /** The document in the text; empty if it is no JSON, or more than one document. */
  static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Whether the text is this object; the order of its fields is free. */
  static boolean isObject(String text, Map<String, String> object) {
    return parse(text).filter(node(object)::equals).isPresent();
  }

  /** Whether the text is a list of these objects in this order. */
  static boolean isListOfObjects(String text, List<Map<String, String>> objects) {
    ArrayNode expected = MAPPER.createArrayNode();
    objects.forEach(object -> expected.add(node(object)));
    return parse(text).filter(expected::equals).isPresent();
  }

  /** Whether the text is a list of these strings in this order. */
  static boolean isListOfStrings(String text, List<String> items) {
    ArrayNode expected = MAPPER.createArrayNode();
    items.forEach(expected::add);
    return parse(text).filter(expected::equals).isPresent();
  }

  private static ObjectNode node(Map<String, String> object) {
    ObjectNode node = MAPPER.createObjectNode();
    object.forEach(
        (field, value) -> {
          if (isNumber(value)) {
            node.put(field, Integer.parseInt(value));
          } else {
            node.put(field, value);
          }
        });
    return node;
  }
}
