package io.flinkdomino.runtime.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers by name, in the order in which people want to see them.
 *
 * @param values such as {@code loss}
 */
public record Measures(Map<String, Double> values) {

  public Measures {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** No numbers yet. */
  public static Measures none() {
    return new Measures(Map.of());
  }

  /** These, then one more. */
  public Measures with(String name, double value) {
    Map<String, Double> all = new LinkedHashMap<>(values);
    all.put(name, value);
    return new Measures(all);
  }
}
