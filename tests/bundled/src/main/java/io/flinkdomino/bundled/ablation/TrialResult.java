package io.flinkdomino.bundled.ablation;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a trial.
 *
 * @param steps of the training
 * @param draftLayers of the drafter
 * @param parameters numbers stored in its weight file
 * @param commit of the checkout that trained and decoded
 * @param heldOut last losses, accuracies and teacher-forced acceptance lengths, as the training's
 *     log names them
 * @param decoding with the whole drafter
 * @param baseDecoding without its head; null for a drafter that has none
 */
public record TrialResult(
    Variant variant,
    long seed,
    int steps,
    int draftLayers,
    long parameters,
    String commit,
    Map<String, Double> heldOut,
    Decoding decoding,
    @Nullable Decoding baseDecoding) {

  public TrialResult {
    heldOut = Collections.unmodifiableMap(new TreeMap<>(heldOut));
  }

  /** The file of a trial's result. */
  static String file(Trial trial) {
    return trial + ".json";
  }

  /** The trial. */
  Trial trial() {
    return new Trial(variant, seed);
  }

  /** The base alone, of a drafter with a head. */
  public Optional<Decoding> base() {
    return Optional.ofNullable(baseDecoding);
  }

  /** A measure of the held-out rows, if the training had any. */
  public Optional<Double> heldOut(String measure) {
    return Optional.ofNullable(heldOut.get(measure));
  }

  /** By how much the head lengthens what a verification adds, of 1. */
  public Optional<Double> headGain() {
    return base().map(base -> decoding.acceptanceLength() / base.acceptanceLength() - 1);
  }

  /** By how much the head lengthens the time of a cycle, of 1. */
  public Optional<Double> headCost() {
    return base().map(base -> decoding.cycleMicros() / base.cycleMicros() - 1);
  }
}
