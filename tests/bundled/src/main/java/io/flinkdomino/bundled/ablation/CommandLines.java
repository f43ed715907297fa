package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the launcher is told for a trial. */
public final class CommandLines {

  private final AblationSettings settings;
  private final int causalLayers;

  /**
   * For trials with these settings.
   *
   * @throws IOException if the target's configuration cannot be read
   */
  public CommandLines(AblationSettings settings) throws IOException {
    this.settings = settings;
    TargetShapes shapes = TargetShapes.read(settings.target());
    this.causalLayers = shapes.causalLayers(shapes.ofDomino(settings.further().draftLayers()));
  }

  /** Layers of a trial's drafter. */
  int draftLayers(Trial trial) {
    return trial.variant() == Variant.AUTOREGRESSIVE
        ? causalLayers
        : settings.further().draftLayers();
  }

  /** Trains; goes on from a checkpoint if there is one. */
  List<String> train(Trial trial) {
    List<String> line = line("train");
    add(line, "--input", settings.input());
    add(line, "--held-out", settings.heldOut());
    add(line, "--output", draft(trial));
    add(line, "--seed", trial.seed());
    if (settings.steps() > 0) {
      add(line, "--steps", settings.steps());
    }
    line.addAll(trial.variant().options());
    add(line, "--draft-layers", draftLayers(trial));
    line.addAll(settings.further().others());
    line.add("--resume");
    return line;
  }

  /** Decodes with a trial's drafter, one sequence at a time, so that a cycle is one of its own. */
  List<String> evaluate(Path draft, Path output) {
    List<String> line = line("evaluate");
    add(line, "--draft", draft);
    add(line, "--input", settings.heldOut());
    add(line, "--output", output);
    add(line, "--verified-length", "all");
    add(line, "--max-batch", 1);
    add(line, "--rounds", settings.rounds());
    line.addAll(settings.further().ofDecoding());
    return line;
  }

  /** The model that a training leaves. */
  Path draft(Trial trial) {
    return settings.folder(trial).resolve("draft");
  }

  /** The same without its head. */
  Path base(Trial trial) {
    return settings.folder(trial).resolve("base");
  }

  /** What decoding with the whole drafter leaves. */
  Path evaluation(Trial trial) {
    return settings.folder(trial).resolve("evaluation");
  }

  /** What decoding without its head leaves. */
  Path baseEvaluation(Trial trial) {
    return settings.folder(trial).resolve("evaluation-base");
  }

  /** All command lines of a trial, for people, and for a shell. */
  public List<String> shown(Trial trial) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(train(trial));
    lines.add(evaluate(draft(trial), evaluation(trial)));
    if (trial.variant().hasHead()) {
      lines.add(evaluate(base(trial), baseEvaluation(trial)));
    }
    return lines.stream().map(CommandLines::quoted).toList();
  }

  /** One line for a shell. */
  static String quoted(List<String> line) {
    return line.stream()
        .map(word -> word.matches("[\\w./:=,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private List<String> line(String command) {
    List<String> line = new ArrayList<>(List.of(settings.launcher().toString(), command));
    add(line, "--model", settings.target());
    return line;
  }

  private static void add(List<String> line, String option, Object value) {
    line.add(option);
    line.add(value.toString());
  }
}
