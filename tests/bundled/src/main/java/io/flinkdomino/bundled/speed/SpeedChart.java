package io.flinkdomino.bundled.speed;

import io.flinkdomino.bundled.ablation.JsonFiles;
import io.flinkdomino.job.chart.BarChart;
import io.flinkdomino.job.chart.BarChart.Bar;
import io.flinkdomino.job.chart.BarChart.Group;
import io.flinkdomino.job.chart.Series.Ink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** How much faster than the target alone each task is with each drafter. */
public final class SpeedChart {

  private static final String TITLE = "Tokens per second over the target alone, by task";
  private static final String VALUE =
      "times the target alone (in brackets: tokens per verification)";

  private final Map<Kind, Evaluation> evaluations;

  /** Drafters, in the order of their bars. */
  private enum Kind {
    DOMINO("domino", "Domino", Ink.BLUE),
    DFLASH("dflash", "DFlash", Ink.ORANGE),
    AUTOREGRESSIVE("autoregressive", "autoregressive", Ink.GREEN),
    PROMPT_LOOKUP("prompt-lookup", "prompt lookup", Ink.GREY);

    private final String folder;
    private final String shown;
    private final Ink ink;

    Kind(String folder, String shown, Ink ink) {
      this.folder = folder;
      this.shown = shown;
      this.ink = ink;
    }
  }

  private SpeedChart(Map<Kind, Evaluation> evaluations) {
    this.evaluations = evaluations;
  }

  /**
   * Reads {@code DRAFTER/evaluation.json} for each drafter there is.
   *
   * @throws IOException if there is none, or one cannot be read
   */
  public static SpeedChart read(Path results) throws IOException {
    Map<Kind, Evaluation> evaluations = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      Path file = results.resolve(kind.folder).resolve("evaluation.json");
      if (Files.exists(file)) {
        evaluations.put(kind, JsonFiles.read(file, Evaluation.class));
      }
    }
    if (evaluations.isEmpty()) {
      throw new IOException("results must have a DRAFTER/evaluation.json, got none in " + results);
    }
    return new SpeedChart(evaluations);
  }

  /** An SVG document: a group of bars for each task, and one for all. */
  public String svg() {
    List<Group> groups = new ArrayList<>();
    evaluations.values().stream()
        .flatMap(evaluation -> evaluation.tasks().stream().map(Evaluation.Score::task))
        .distinct()
        .sorted()
        .forEach(
            task -> groups.add(group(task, evaluation -> evaluation.task(task).stream().toList())));
    groups.add(group("all", evaluation -> List.of(evaluation.all())));
    return new BarChart(TITLE, VALUE, 1, groups).toSvg();
  }

  private Group group(String name, Function<Evaluation, List<Evaluation.Score>> scores) {
    List<Bar> bars = new ArrayList<>();
    evaluations.forEach(
        (kind, evaluation) ->
            scores.apply(evaluation).forEach(score -> bars.add(bar(kind, score))));
    return new Group(name, bars);
  }

  private static Bar bar(Kind kind, Evaluation.Score score) {
    String label =
        String.format(Locale.ROOT, "%.2f (%.1f)", score.ratio(), score.acceptanceLength());
    return new Bar(kind.shown, kind.ink, score.ratio(), label);
  }
}
