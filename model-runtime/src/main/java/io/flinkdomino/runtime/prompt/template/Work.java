package io.flinkdomino.runtime.prompt.template;

import java.util.List;
import java.util.Map;

/**
 * What one rendering may cost. A template may loop over messages within messages, so a conversation
 * of a few kilobytes could take hours and gigabytes; this ends it.
 *
 * <p>A statement and a character that is written or joined cost 1 each, a round of a loop 16. The
 * largest record, rendered as published templates do, costs about a third of the limit.
 */
final class Work {

  static final long LIMIT = 1L << 26;

  private long left = LIMIT;

  /**
   * Takes so much off.
   *
   * @throws TemplateException if nothing is left
   */
  void spend(long amount, int line) {
    left -= amount;
    if (left < 0) {
      throw TemplateException.render(
          line, "rendering must take at most " + LIMIT + " steps and characters, took more");
    }
  }

  /** What a look at all of a value costs. */
  static long toVisit(Object value) {
    if (value instanceof String text) {
      return 1 + text.length() / 8L;
    }
    long cost = 1;
    if (value instanceof List<?> list) {
      for (Object item : list) {
        cost += toVisit(item);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Object item : map.values()) {
        cost += 1 + toVisit(item);
      }
    }
    return cost;
  }

  /** What a copy of the value's outermost level costs. */
  static long toCopy(Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    return value instanceof List<?> list ? list.size() : 1;
  }
}
