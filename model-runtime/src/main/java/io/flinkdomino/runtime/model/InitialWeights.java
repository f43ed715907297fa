package io.flinkdomino.runtime.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a model that has learned nothing yet: norms are 1, a matrix is normal with
 * standard deviation 1 / sqrt(columns), an embedding with 1 / sqrt(hidden) / 4. A value depends on
 * the seed, its tensor's name and its place only.
 */
public final class InitialWeights implements Weights {

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final Path NOWHERE = Path.of("initial");

  private final long seed;
  private final Map<String, TensorShape> shapes = new LinkedHashMap<>();

  /** Weights for a layout. */
  public InitialWeights(WeightLayout layout, long seed) {
    this.seed = seed;
    for (WeightEntry entry : layout.stored()) {
      for (int i = 0; i < entry.names().size(); i++) {
        shapes.put(entry.names().get(i), entry.shapes().get(i));
      }
    }
  }

  @Override
  public Path source() {
    return NOWHERE;
  }

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  @Override
  public TensorInfo info(String name) {
    TensorShape shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("there is no initial tensor " + name);
    }
    return new TensorInfo(name, NOWHERE, Dtype.F32, shape, 0);
  }

  @Override
  public void read(String name, long firstElement, FloatBuffer into) {
    TensorShape shape = info(name).shape();
    double deviation = deviation(name, shape);
    long base = mix(seed ^ mix(name.hashCode()));
    for (long at = firstElement; into.hasRemaining(); at++) {
      into.put(deviation == 0 ? 1 : (float) (deviation * gaussian(base + at * GOLDEN_RATIO)));
    }
  }

  /** 0 for norms, which are not random. */
  private static double deviation(String name, TensorShape shape) {
    if (shape.dimensions().size() == 1) {
      return 0;
    }
    double share = 1 / Math.sqrt((double) shape.rowElements());
    return name.endsWith("embed_tokens.weight") ? share / 4 : share;
  }

  /** One draw for each state, by Box and Muller. */
  private static double gaussian(long state) {
    double radius = Math.sqrt(-2 * Math.log(uniform(mix(state))));
    return radius * Math.cos(2 * Math.PI * uniform(mix(state ^ GOLDEN_RATIO)));
  }

  /** In (0, 1]. */
  private static double uniform(long bits) {
    return (double) ((bits >>> 11) + 1) * 0x1p-53; // 53 bits: exact
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public void close() {}
}
