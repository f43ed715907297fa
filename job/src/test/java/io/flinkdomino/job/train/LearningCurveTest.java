package io.flinkdomino.job.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurveTest {

  @TempDir private Path folder;

  private String draw(List<String> log) throws IOException {
    Files.write(folder.resolve("training-log.jsonl"), log);
    LearningCurve.draw(folder);
    return Files.readString(folder.resolve("learning-curve.svg"));
  }

  private static List<String> drafterLog(int steps, boolean heldOut) {
    List<String> lines = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      double base = 6.0 / (1 + 0.05 * step);
      String measures =
          String.format(
              Locale.ROOT,
              "\"base_loss\":%f,\"base_acceptance_length\":%f,\"final_loss\":%f,\"final_acceptance_length\":%f",
              base,
              7 - base,
              0.9 * base,
              7.5 - base);
      double lambda = Math.max(0, 1 - 2.0 * step / steps);
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"kind\":\"step\",\"step\":%d,\"loss\":%f,%s,\"lambda\":%f,\"seconds\":0.5}",
              step,
              base,
              measures,
              lambda));
      if (heldOut && step % 10 == 0) {
        lines.add("{\"kind\":\"evaluation\",\"step\":%d,%s}".formatted(step, measures));
      }
    }
    return lines;
  }

  @Test
  void showsBaseAndFinalOfADrafter() throws Exception {
    String svg = draw(drafterLog(2000, true));

    assertThat(svg)
        .contains(">base loss<", ">final loss<", ">held-out base loss<", ">held-out final loss<")
        .contains("Acceptance length held out", ">base<", ">final<", ">lambda (right scale)<")
        .contains("Learning curve, 2,000 steps");
    DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("learning-curve.svg").toFile());
    assertThat(svg.length()).isLessThan(100_000);
  }

  @Test
  void sameLogGivesSameBytes() throws IOException {
    assertThat(draw(drafterLog(120, true))).isEqualTo(draw(drafterLog(120, true)));
    assertThat(draw(drafterLog(110, true))).isNotEqualTo(draw(drafterLog(120, true)));
  }

  @Test
  void showsTrainingWhereNothingIsHeldOut() throws IOException {
    assertThat(draw(drafterLog(40, false)))
        .contains("Acceptance length in training", ">final<")
        .doesNotContain("<circle");
  }

  @Test
  void showsAccuracyOfACausalModel() throws IOException {
    List<String> log =
        List.of(
            "{\"kind\":\"step\",\"step\":1,\"loss\":3.5,\"accuracy\":0.1}",
            "{\"kind\":\"evaluation\",\"step\":1,\"loss\":3.25,\"accuracy\":0.2}");

    assertThat(draw(log))
        .contains(">loss<", ">held-out loss<", "Accuracy held out", ">accuracy<")
        .doesNotContain(">base", "lambda");
  }

  @Test
  void lineThatWasBrokenOffIsLeftOut() throws IOException {
    List<String> log = new ArrayList<>(drafterLog(20, true));
    String whole = draw(log);
    log.add("{\"kind\":\"step\",\"st");

    assertThat(draw(log)).isEqualTo(whole);
  }

  @Test
  void noStepsYetGiveAnEmptyPicture() throws IOException {
    assertThat(draw(List.of())).contains("Learning curve, 0 steps").doesNotContain("NaN");
  }
}
