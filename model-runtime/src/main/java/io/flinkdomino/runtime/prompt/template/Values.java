package io.flinkdomino.runtime.prompt.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Python's operations on template values.
 *
 * <p>A value is a {@code String}, {@code Boolean}, {@code BigInteger}, {@code Double}, {@code
 * List}, {@code Map} with string keys, {@link None}, {@link Undefined} or {@link LoopState}.
 */
final class Values {

  private Values() {}

  static boolean isTrue(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    return value instanceof LoopState;
  }

  /** What printing the value writes. */
  static String text(Object value, int line) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigInteger integer) {
      return integer.toString();
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Undefined) {
      return "";
    }
    if (value == None.NONE) {
      return "None";
    }
    throw TemplateException.unsupported(line, "printing '" + typeName(value) + "'");
  }

  /** {@code left + right}: sum, joined strings or joined lists. */
  static Object add(Object left, Object right, int line) {
    if (left instanceof String a && right instanceof String b) {
      return a + b;
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return Stream.concat(a.stream(), b.stream()).toList();
    }
    if (isNumber(left) && isNumber(right)) {
      return sum(left, right, line);
    }
    throw notAddable(left, right, line);
  }

  private static Object sum(Object left, Object right, int line) {
    if (left instanceof Double || right instanceof Double) {
      throw TemplateException.unsupported(line, "'+' with a float");
    }
    return integer(left).add(integer(right));
  }

  private static TemplateException notAddable(Object left, Object right, int line) {
    if (left instanceof Undefined missing) {
      return missing.failure(line);
    }
    if (right instanceof Undefined missing) {
      return missing.failure(line);
    }
    return TemplateException.render(
        line, "'+' cannot join '%s' and '%s'".formatted(typeName(left), typeName(right)));
  }

  /** Python's {@code ==}: by value, with true as 1 and false as 0. */
  static boolean areEqual(Object left, Object right) {
    if (isNumber(left) && isNumber(right)) {
      return equalNumbers(left, right);
    }
    if (left instanceof Undefined && right instanceof Undefined) {
      return true;
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return equalLists(a, b);
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.keySet().stream().allMatch(key -> areEqual(entry(a, key), entry(b, key)));
    }
    return left instanceof LoopState ? left == right : left.equals(right);
  }

  private static Object entry(Map<?, ?> map, Object key) {
    return Objects.requireNonNull(map.get(key), "value");
  }

  private static boolean equalLists(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!areEqual(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalNumbers(Object left, Object right) {
    if (left instanceof Double a && right instanceof Double b) {
      return a.doubleValue() == b.doubleValue();
    }
    if (left instanceof Double a) {
      return equalsExactly(a, integer(right));
    }
    if (right instanceof Double b) {
      return equalsExactly(b, integer(left));
    }
    return integer(left).equals(integer(right));
  }

  private static boolean equalsExactly(double number, BigInteger integer) {
    return Double.isFinite(number)
        && new BigDecimal(number).compareTo(new BigDecimal(integer)) == 0;
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  /** The integer a {@code BigInteger} or {@code Boolean} stands for. */
  static BigInteger integer(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? BigInteger.ONE : BigInteger.ZERO;
    }
    return (BigInteger) value;
  }

  /** Python's name of the value's type. */
  static String typeName(Object value) {
    if (value instanceof String) {
      return "str";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof BigInteger) {
      return "int";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value instanceof List<?>) {
      return "list";
    }
    if (value instanceof Map<?, ?>) {
      return "dict";
    }
    return value instanceof LoopState ? "loop" : "None";
  }
}
