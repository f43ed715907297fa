package io.flinkdomino.runtime.prompt.template;

import java.math.BigInteger;
import java.util.List;

/**
 * The {@code loop} variable of one round.
 *
 * @param items all elements of the loop
 * @param index0 the current one's place, from 0
 */
record LoopState(List<?> items, int index0) {

  Object current() {
    return items.get(index0);
  }

  Object attribute(String name, int line) {
    int remaining = items.size() - index0 - 1;
    return switch (name) {
      case "index" -> BigInteger.valueOf(index0 + 1L);
      case "index0" -> BigInteger.valueOf(index0);
      case "revindex" -> BigInteger.valueOf(remaining + 1L);
      case "revindex0" -> BigInteger.valueOf(remaining);
      case "length" -> BigInteger.valueOf(items.size());
      case "first" -> index0 == 0;
      case "last" -> remaining == 0;
      case "previtem" -> neighbour(index0 - 1);
      case "nextitem" -> neighbour(index0 + 1);
      default -> throw TemplateException.unsupported(line, "this attribute of 'loop'");
    };
  }

  private Object neighbour(int index) {
    return index >= 0 && index < items.size() ? items.get(index) : Undefined.element(items);
  }
}
