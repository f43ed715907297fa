package io.flinkdomino.runtime.prompt.template;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** How templates reach into values. */
final class Access {

  private Access() {}

  /** {@code owner.name}: Python's attribute first, then a dict's key. */
  static Object attribute(Object owner, String name, int line) {
    if (owner instanceof Undefined missing) {
      throw missing.failure(line);
    }
    if (owner instanceof LoopState loop) {
      return loop.attribute(name, line);
    }
    if (PythonAttributes.has(Values.typeName(owner), name)) {
      throw TemplateException.unsupported(
          line, "attribute '%s' of '%s'".formatted(name, Values.typeName(owner)));
    }
    return keyed(owner, name);
  }

  /** {@code owner[key]}: an element first, then Python's attribute of that name. */
  static Object item(Object owner, Object key, int line) {
    if (owner instanceof Undefined missing) {
      throw missing.failure(line);
    }
    if (key instanceof String name) {
      return itemNamed(owner, name, line);
    }
    boolean isIndex = key instanceof BigInteger || key instanceof Boolean;
    return isIndex ? indexed(owner, Values.integer(key)) : Undefined.element(owner);
  }

  private static Object itemNamed(Object owner, String name, int line) {
    if (owner instanceof Map<?, ?> map && map.containsKey(name)) {
      return keyed(owner, name);
    }
    Object attribute = attribute(owner, name, line);
    // The key may be prompt text: what is missing must not carry it into an error message.
    return attribute instanceof Undefined ? Undefined.element(owner) : attribute;
  }

  private static Object keyed(Object owner, String name) {
    Object value = owner instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? Undefined.attribute(owner, name) : value;
  }

  private static Object indexed(Object owner, BigInteger index) {
    if (owner instanceof List<?> list) {
      int place = place(index, list.size());
      return place < 0 ? Undefined.element(owner) : list.get(place);
    }
    if (owner instanceof String text) {
      int place = place(index, text.codePointCount(0, text.length()));
      return place < 0 ? Undefined.element(owner) : codePoint(text, place);
    }
    return Undefined.element(owner);
  }

  /** The place that a Python index means, counted from the end if negative; -1 if there is none. */
  private static int place(BigInteger index, int size) {
    BigInteger place = index.signum() < 0 ? index.add(BigInteger.valueOf(size)) : index;
    boolean inside = place.signum() >= 0 && place.compareTo(BigInteger.valueOf(size)) < 0;
    return inside ? place.intValue() : -1;
  }

  private static String codePoint(String text, int place) {
    return Character.toString(text.codePointAt(text.offsetByCodePoints(0, place)));
  }

  /** What {@code for} goes through: elements, a string's code points, a dict's keys. */
  static List<?> elements(Object value, int line) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (value instanceof String text) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    if (value instanceof Map<?, ?> map) {
      return List.copyOf(map.keySet());
    }
    if (value instanceof Undefined) {
      return List.of();
    }
    if (value instanceof LoopState) {
      throw TemplateException.unsupported(line, "a 'for' over 'loop'");
    }
    throw TemplateException.render(line, "'" + Values.typeName(value) + "' is not iterable");
  }
}
