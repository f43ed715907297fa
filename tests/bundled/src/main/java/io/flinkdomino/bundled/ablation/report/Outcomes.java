package io.flinkdomino.bundled.ablation.report;

import io.flinkdomino.bundled.ablation.TrialResult;
import io.flinkdomino.bundled.ablation.Variant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Results by variant and seed. */
final class Outcomes {

  private final Map<Variant, Map<Long, TrialResult>> results = new EnumMap<>(Variant.class);

  Outcomes(List<TrialResult> all) {
    all.forEach(
        result ->
            results
                .computeIfAbsent(result.variant(), first -> new TreeMap<>())
                .put(result.seed(), result));
  }

  /** Those with a result, in order. */
  List<Variant> variants() {
    return List.copyOf(results.keySet());
  }

  /** One result a seed. */
  List<TrialResult> of(Variant variant) {
    return List.copyOf(results.getOrDefault(variant, Map.of()).values());
  }

  /** Over the seeds that have the value. */
  Optional<Mean> mean(Variant variant, Function<TrialResult, Optional<Double>> value) {
    return Mean.of(of(variant).stream().map(value).flatMap(Optional::stream).toList());
  }

  /** By how much one variant has more than another, of 1, seed by seed. */
  Optional<Mean> over(Variant one, Variant other, ToDoubleFunction<TrialResult> value) {
    Map<Long, TrialResult> others = results.getOrDefault(other, Map.of());
    List<Double> differences = new ArrayList<>();
    of(one).stream()
        .filter(result -> others.containsKey(result.seed()))
        .forEach(
            result ->
                differences.add(
                    value.applyAsDouble(result)
                            / value.applyAsDouble(
                                Optional.ofNullable(others.get(result.seed())).orElseThrow())
                        - 1));
    return Mean.of(differences);
  }

  /** Means over the seeds, place by place, as far as all have one. */
  static List<Double> placeByPlace(List<List<Double>> lists) {
    int places = lists.stream().mapToInt(List::size).min().orElse(0);
    return IntStream.range(0, places)
        .mapToObj(
            place ->
                lists.stream().mapToDouble(values -> values.get(place)).average().orElseThrow())
        .toList();
  }
}
