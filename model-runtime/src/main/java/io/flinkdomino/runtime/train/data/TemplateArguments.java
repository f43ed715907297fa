package io.flinkdomino.runtime.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that a row gives its chat template, by the rules of {@code generate}. */
final class TemplateArguments {

  static final String FIELD = "chat_template_kwargs";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MOST_ENTRIES = 64;
  private static final int MOST_CHARS = 65_536;

  private TemplateArguments() {}

  /**
   * Reads them; a row without any has none.
   *
   * @throws UnusableRowException if a prompt could not have them
   */
  static Map<String, Object> of(JsonNode row) throws UnusableRowException {
    JsonNode given = row.path(FIELD);
    if (given.isMissingNode() || given.isNull()) {
      return Map.of();
    }
    if (!given.isObject()) {
      throw invalid("be an object", ConversationReader.kind(given));
    }
    requireSize(given);
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      if (ChatTemplate.OWN_VARIABLES.contains(entry.getKey())) {
        throw new UnusableRowException(FIELD + " must not set '" + entry.getKey() + "'");
      }
      if (entry.getValue().isNull()) {
        throw invalid("hold values", "null");
      }
      requireNumbers(entry.getValue());
      arguments.put(entry.getKey(), MAPPER.convertValue(entry.getValue(), Object.class));
    }
    return arguments;
  }

  private static void requireSize(JsonNode given) throws UnusableRowException {
    if (given.size() > MOST_ENTRIES) {
      throw invalid("have at most " + MOST_ENTRIES + " entries", given.size());
    }
    long chars = 0;
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      chars += entry.getKey().length() + entry.getValue().toString().length();
    }
    if (chars > MOST_CHARS) {
      throw invalid("have at most " + MOST_CHARS + " characters of JSON", chars);
    }
  }

  private static void requireNumbers(JsonNode value) throws UnusableRowException {
    if (value.isBigInteger()) {
      throw invalid("hold integers of at most 64 bits", "a longer one");
    }
    if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
      throw invalid("hold finite numbers", value.doubleValue());
    }
    for (JsonNode inner : value) {
      requireNumbers(inner);
    }
  }

  private static UnusableRowException invalid(String rule, Object found) {
    return new UnusableRowException(FIELD + " must " + rule + ", got " + found);
  }
}
