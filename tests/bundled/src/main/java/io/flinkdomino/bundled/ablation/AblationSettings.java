package io.flinkdomino.bundled.ablation;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all trials share.
 *
 * @param launcher the program that trains and decodes
 * @param target folder of the target
 * @param input conversations to learn from
 * @param heldOut conversations to measure with; their answers are left out for decoding
 * @param output folder for models and logs, one folder for each trial
 * @param steps of each training; 0 for as many as its epochs have
 * @param rounds of decoding, of which speeds are the medians
 * @param further options of each training
 */
public record AblationSettings(
    Path launcher,
    Path target,
    Path input,
    Path heldOut,
    Path output,
    int steps,
    int rounds,
    FurtherOptions further) {

  /** Where a trial's files lie. */
  Path folder(Trial trial) {
    return output.resolve(trial.toString());
  }

  /** All that must not change while trials are compared. */
  Map<String, String> identity() {
    return new TreeMap<>(
        Map.of(
            "target", target.toString(),
            "input", input.toString(),
            "held-out", heldOut.toString(),
            "steps", Integer.toString(steps),
            "rounds", Integer.toString(rounds),
            "draft-layers", Integer.toString(further.draftLayers()),
            "further options", String.join(" ", further.others())));
  }
}
