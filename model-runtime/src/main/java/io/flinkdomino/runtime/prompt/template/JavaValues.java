package io.flinkdomino.runtime.prompt.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns Java objects, such as parsed JSON, into template values. */
final class JavaValues {

  private JavaValues() {}

  /**
   * The template's value.
   *
   * @param name the variable it belongs to, for the error message
   */
  static Object toTemplate(@Nullable Object value, String name) {
    if (value == null) {
      return None.NONE;
    }
    if (value instanceof String || value instanceof Boolean || value instanceof BigInteger) {
      return value;
    }
    if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Long || value instanceof Integer) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> toTemplate(element, name)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      return toDict(map, name);
    }
    throw notAValue(value, name);
  }

  private static Map<String, Object> toDict(Map<?, ?> map, String name) {
    Map<String, Object> dict = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String text)) {
            throw notAValue(key, name);
          }
          dict.put(text, toTemplate(value, name));
        });
    return Collections.unmodifiableMap(dict);
  }

  private static IllegalArgumentException notAValue(Object value, String name) {
    return new IllegalArgumentException(
        "template variable '%s' must hold strings, booleans, numbers, lists and maps only, got %s"
            .formatted(name, value.getClass().getName()));
  }
}
