package io.flinkdomino.operators.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, each taken once and by type. What nobody took is an unknown field.
 *
 * <p>An absent field and an explicit null are the same: the getters return null, or the type's
 * empty value where they say so. Messages show scalars only where asked to, so that text stays
 * private.
 */
final class JsonObject {

  private final String path;
  private final Map<String, @Nullable Object> rest;

  private JsonObject(String path, Map<?, ?> fields) {
    this.path = path;
    this.rest = new LinkedHashMap<>();
    fields.forEach((name, value) -> rest.put((String) name, value));
  }

  /**
   * @param path names the object in messages; empty for the outermost one
   */
  static JsonObject of(String path, @Nullable Object value) throws InvalidPromptException {
    if (value instanceof Map<?, ?> fields) {
      return new JsonObject(path, fields);
    }
    throw wrongKind(path.isEmpty() ? "value" : path, "a JSON object", Shown.kind(value));
  }

  /** The field whatever its type is. */
  @Nullable Object take(String name) {
    return rest.remove(name);
  }

  /** A string that may be shown in messages. */
  @Nullable String string(String name) throws InvalidPromptException {
    Object value = take(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrongKind(path(name), "a string", Shown.value(value));
  }

  /** A string that messages never show, nor what stands in its place. */
  @Nullable String privateText(String name) throws InvalidPromptException {
    Object value = take(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrongKind(path(name), "a string", Shown.kind(value));
  }

  @Nullable Integer integer(String name) throws InvalidPromptException {
    Object value = take(name);
    return value == null ? null : toInt(path(name), value);
  }

  @Nullable Long longInteger(String name) throws InvalidPromptException {
    Object value = take(name);
    if (value == null || value instanceof Long) {
      return (Long) value;
    }
    throw wrongKind(path(name), "a 64-bit integer", Shown.value(value));
  }

  @Nullable Double number(String name) throws InvalidPromptException {
    Object value = take(name);
    return value == null ? null : toDouble(path(name), value);
  }

  /** False where absent. */
  boolean flag(String name) throws InvalidPromptException {
    Object value = take(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw wrongKind(path(name), "true or false", Shown.value(value));
  }

  @Nullable List<?> list(String name) throws InvalidPromptException {
    Object value = take(name);
    if (value == null || value instanceof List) {
      return (List<?>) value;
    }
    throw wrongKind(path(name), "a list", Shown.kind(value));
  }

  @Nullable List<Integer> integers(String name) throws InvalidPromptException {
    List<?> items = list(name);
    if (items == null) {
      return null;
    }
    List<Integer> integers = new ArrayList<>(items.size());
    for (Object item : items) {
      // A prompt may hold 100,000 ids: the common case builds no path.
      integers.add(
          item instanceof Long number && number == number.intValue()
              ? Integer.valueOf(number.intValue())
              : toInt(path(name) + "[" + integers.size() + "]", item));
    }
    return integers;
  }

  /** Empty where absent. */
  JsonObject object(String name) throws InvalidPromptException {
    Object value = take(name);
    return value == null ? new JsonObject(path(name), Map.of()) : of(path(name), value);
  }

  /** The names not taken yet, in their order. */
  List<String> names() {
    return List.copyOf(rest.keySet());
  }

  /** The field's name with those of the objects around it. */
  String path(String name) {
    return path.isEmpty() ? Shown.name(name) : path + "." + Shown.name(name);
  }

  /** Refuses the fields nobody took. */
  void refuseRest() throws InvalidPromptException {
    if (!rest.isEmpty()) {
      String name = rest.keySet().iterator().next();
      throw InvalidPromptException.invalid(path(name) + " is not a field of a prompt");
    }
  }

  private static Integer toInt(String path, @Nullable Object value) throws InvalidPromptException {
    if (value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw wrongKind(path, "an integer of at most 32 bits", Shown.value(value));
  }

  private static Double toDouble(String path, Object value) throws InvalidPromptException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrongKind(path, "a number", Shown.value(value));
  }

  static InvalidPromptException wrongKind(String path, String rule, String found) {
    return InvalidPromptException.invalid(path + " must be " + rule + ", got " + found);
  }
}
