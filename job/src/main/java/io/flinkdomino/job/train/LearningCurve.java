package io.flinkdomino.job.train;

import io.flinkdomino.job.chart.Chart;
import io.flinkdomino.job.chart.Panel;
import io.flinkdomino.job.chart.Point;
import io.flinkdomino.job.chart.Series;
import io.flinkdomino.job.chart.Series.Ink;
import io.flinkdomino.job.chart.Series.Style;
import io.flinkdomino.runtime.train.run.TrainingHistory;
import io.flinkdomino.runtime.train.run.TrainingHistory.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** The picture of how losses fell and what was gained, drawn from a training's log alone. */
final class LearningCurve {

  static final String FILE = "learning-curve.svg";

  private final TrainingHistory history;

  private LearningCurve(TrainingHistory history) {
    this.history = history;
  }

  /**
   * Draws the picture of the log in a folder into that folder.
   *
   * @throws IOException if the log cannot be read or the picture not be written
   */
  static void draw(Path folder) throws IOException {
    String picture = new LearningCurve(TrainingHistory.read(folder)).chart().toSvg();
    Path draft = folder.resolve(FILE + ".tmp");
    Files.writeString(draft, picture);
    Files.move(
        draft,
        folder.resolve(FILE),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private Chart chart() {
    int step = history.lastStep().map(Entry::step).orElse(0);
    return new Chart(
        String.format(Locale.ROOT, "Learning curve, %,d steps", step), List.of(losses(), gain()));
  }

  private Panel losses() {
    return new Panel(
        "Loss (lines: training, smoothed; dots: held out)",
        "step",
        List.of(
            training("loss", Ink.BLACK, "loss"),
            training("base loss", Ink.BLUE, "base_loss"),
            training("final loss", Ink.ORANGE, "final_loss"),
            heldOut("held-out loss", Ink.BLACK, Style.DOTS, "loss"),
            heldOut("held-out base loss", Ink.BLUE, Style.DOTS, "base_loss"),
            heldOut("held-out final loss", Ink.ORANGE, Style.DOTS, "final_loss"),
            new Series(
                "lambda (right scale)",
                Ink.GREY,
                Style.SHARE,
                SmoothedPoints.thinned(SmoothedPoints.of(history.steps(), "lambda")))));
  }

  private Panel gain() {
    boolean drafts =
        history.steps().stream()
            .anyMatch(entry -> entry.measures().values().containsKey("base_acceptance_length"));
    return drafts
        ? new Panel(
            "Acceptance length " + where() + ", tokens a verification",
            "step",
            List.of(
                gained("base", Ink.BLUE, "base_acceptance_length"),
                gained("final", Ink.ORANGE, "final_acceptance_length")))
        : new Panel(
            "Accuracy " + where(), "step", List.of(gained("accuracy", Ink.GREEN, "accuracy")));
  }

  private String where() {
    return history.evaluations().isEmpty() ? "in training, smoothed" : "held out";
  }

  private Series gained(String name, Ink ink, String measure) {
    return history.evaluations().isEmpty()
        ? training(name, ink, measure)
        : heldOut(name, ink, Style.DOTTED_LINE, measure);
  }

  private Series training(String name, Ink ink, String measure) {
    return new Series(
        name,
        ink,
        Style.LINE,
        SmoothedPoints.thinned(
            SmoothedPoints.smoothed(SmoothedPoints.of(history.steps(), measure))));
  }

  private Series heldOut(String name, Ink ink, Style style, String measure) {
    List<Point> points = SmoothedPoints.of(history.evaluations(), measure);
    return new Series(name, ink, style, points);
  }
}
