package io.flinkdomino.bundled.ablation.report;

import io.flinkdomino.bench.report.Report;
import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.bundled.ablation.Ablation;
import io.flinkdomino.bundled.ablation.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of an ablation's page, {@code docs/benchmarks/DATE-NAME}: in {@code runs} a file for
 * each trial, and what is drawn anew from all of them.
 *
 * @param name its last part
 */
public record ReportFolder(String name) {

  private static final String TITLE = "Domino's claims on one target";
  private static final String PICTURE = "acceptance.svg";

  private Path path() {
    return Repository.root().resolve("docs/benchmarks").resolve(name);
  }

  /** What came of the trials. */
  public Results results() {
    return new Results(path().resolve("runs"));
  }

  /**
   * Draws page and picture whenever something came of a trial, and prints the page.
   *
   * @param command what to type to repeat it
   */
  public Ablation.Listener drawing(String command) throws IOException {
    Path folder = Files.createDirectories(path());
    Report report = Report.page(folder, command);
    return all -> {
      Files.writeString(folder.resolve(PICTURE), AcceptancePicture.svg(all));
      report.finish(TITLE, AblationPage.text(all, PICTURE));
    };
  }
}
