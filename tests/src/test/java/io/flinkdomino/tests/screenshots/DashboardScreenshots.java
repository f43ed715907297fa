package io.flinkdomino.tests.screenshots;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.tests.support.FlinkDominoProcess;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of {@code docs/dashboard.md}. */
@ExtendWith(SharedBroker.class)
@Timeout(540)
class DashboardScreenshots {

  /** What the picture of the metrics tab shows, of the first subtask; see docs/metrics.md. */
  private static final List<String> METRICS =
      List.of(
          "acceptanceLength",
          "decodedTokensPerSecond",
          "slotUsage",
          "requestsRunning",
          "requestsWaiting",
          "kvUsage",
          "timeToFirstTokenMs_p95",
          "endToEndLatencyMs_p95",
          "decodeStepMs_median");

  /** Of the browser's window, frame included: three charts side by side with their whole names. */
  private static final int WIDTH = 1440;

  /** Room for three rows of charts. */
  private static final int HEIGHT = 1400;

  private static final int LARGEST_PICTURE = 150 * 1024;
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Pattern ADDRESS = Pattern.compile("Dashboard: (\\S+)");
  private static final Path IMAGES = Path.of("../docs/images");

  @TempDir Path folder;

  @Test
  void picturesShowAJobUnderLoad(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "screenshots", 8);
    try (FlinkDominoProcess job = FlinkDominoProcess.start(folder, arguments(topics))) {
      job.awaitOutput("Running until Ctrl-C", DEADLINE);
      Matcher address = ADDRESS.matcher(job.output());
      assertThat(address.find()).isTrue();
      try (PromptFeed feed = new PromptFeed(topics);
          Browser browser = browser()) {
        topics.awaitAnswers(1, DEADLINE);
        takePictures(browser, URI.create(address.group(1)));
      }
    }
  }

  private static void takePictures(Browser browser, URI address) throws Exception {
    try {
      Dashboard dashboard = new Dashboard(browser, address);
      dashboard.showJobs();
      save("dashboard-jobs.png", dashboard.picture(), 300);
      dashboard.showGraph();
      save("dashboard-graph.png", dashboard.picture(), 880);
      dashboard.showMetrics(METRICS.stream().map(name -> "0.generate." + name).toList());
      save("dashboard-metrics.png", dashboard.picture(), HEIGHT);
      dashboard.showCheckpoints(5);
      save("dashboard-checkpoints.png", dashboard.picture(), 1040);
    } catch (Exception | Error e) {
      Files.write(Path.of("target/dashboard-when-it-failed.png"), browser.screenshot());
      throw e;
    }
  }

  private static void save(String name, byte[] png, int height) throws Exception {
    byte[] part = Picture.upperPart(png, height);
    Files.write(Files.createDirectories(IMAGES).resolve(name), part);
    assertThat(part).as(name).hasSizeLessThanOrEqualTo(LARGEST_PICTURE);
  }

  private Browser browser() throws Exception {
    return new Browser(
        Path.of(System.getProperty("flinkdomino.chromium")),
        Path.of(System.getProperty("flinkdomino.chromedriver")),
        Files.createDirectory(folder.resolve("browser")),
        WIDTH,
        HEIGHT);
  }

  /** As {@code run} works by default, on two task slots. */
  private static List<String> arguments(Topics topics) {
    Map<String, String> options = StreamingJob.options(topics, 2);
    options.remove("checkpoint-interval");
    options.remove("metrics-window");
    List<String> arguments = new ArrayList<>(List.of("run"));
    options.forEach((name, value) -> Stream.of("-D", name + "=" + value).forEach(arguments::add));
    return arguments;
  }
}
