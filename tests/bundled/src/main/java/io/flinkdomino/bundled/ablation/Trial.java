package io.flinkdomino.bundled.ablation;

import java.util.List;

/**
 * One training and what is measured of it.
 *
 * @param seed of first weights, order of rows and anchors
 */
public record Trial(Variant variant, long seed) {

  /** All of them; each seed once with every variant before the next seed. */
  public static List<Trial> of(List<Variant> variants, List<Long> seeds) {
    return seeds.stream()
        .distinct()
        .flatMap(seed -> variants.stream().distinct().map(variant -> new Trial(variant, seed)))
        .toList();
  }

  @Override
  public String toString() {
    return variant + "-seed-" + seed;
  }
}
