package io.flinkdomino.tests.screenshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/** Flink's dashboard as its user sees it: every step is a click. */
final class Dashboard {

  /** A chart of the dashboard keeps no more. */
  private static final int POINTS = 20;

  /** Pixels that three rows of charts need beyond what the page gives them. */
  private static final int GROWTH = 430;

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String NODE =
      "//*[contains(@class, 'node-labels-container')][contains(., 'generate')]";

  private final Browser browser;

  Dashboard(Browser browser, URI address) throws Exception {
    this.browser = browser;
    browser.open(address);
  }

  /** The list of jobs, one of them running all its tasks. */
  void showJobs() {
    // A click before the page has found its start would be undone.
    awaitShown("//flink-overview");
    browser.click("//li[normalize-space() = 'Running Jobs']");
    browser.click("//i[contains(@class, 'anticon-menu-fold')]");
    awaitShown("//flink-job-list//tbody//*[normalize-space() = 'RUNNING']");
  }

  /** The graph of the running job, its generate vertex as busy as the backlog makes it. */
  void showGraph() {
    browser.click("//flink-job-list//tbody//td[1]");
    awaitThat("the generate vertex must be drawn", this::nodeIsDrawn);
    awaitThat("the generate vertex must be at least 80 % busy", () -> busyPercent() >= 80);
  }

  /** Whether the graph has stopped moving and its vertex lies within the window. */
  private boolean nodeIsDrawn() throws Exception {
    return browser
        .script(
            """
            const node = document.querySelector('.node-labels-container')?.getBoundingClientRect();
            if (!node || !node.width) return false;
            const at = document.elementFromPoint(node.x + node.width / 2, node.y + node.height / 2);
            return !!at && !!at.closest('.node-labels-container')
                && document.getAnimations().length === 0;
            """)
        .asBoolean();
  }

  /** What the vertex shows; 0 as long as it shows nothing. */
  private int busyPercent() throws Exception {
    String percent =
        browser
            .script(
                """
                return [...document.querySelectorAll('.node-labels-container')]
                    .map(node => node.textContent)
                    .filter(text => text.includes('generate'))
                    .map(text => (/Busy \\(max\\): (\\d+)%/.exec(text) || [0, '0'])[1])
                    .join('')
                """)
            .asText();
    return percent.isEmpty() ? 0 : Integer.parseInt(percent);
  }

  /** The generate vertex's tab of metrics, with charts of these. */
  void showMetrics(Iterable<String> names) throws Exception {
    browser.drag("//*[contains(@class, 'resize-handle horizontal')]", GROWTH);
    browser.click(NODE);
    browser.click("//flink-job-overview-drawer//i[contains(@class, 'anticon-left')]");
    browser.click(tab("Metrics"));
    for (String name : names) {
      pick(name);
    }
    browser.script(
        "performance.setResourceTimingBufferSize(10000); performance.clearResourceTimings()");
    awaitThat("every chart must have its " + POINTS + " points", this::chartsAreFull);
  }

  private void pick(String name) throws Exception {
    String input = "//flink-job-overview-drawer-chart//nz-select//input";
    browser.click("//flink-job-overview-drawer-chart//nz-select");
    browser.type(input, name);
    String option = "//nz-option-item[.//*[@title = '" + name + "']]";
    awaitThat(
        "the dashboard must offer the metric " + name + ", see docs/metrics.md",
        () -> !browser.find(option).isEmpty());
    browser.click(option);
    awaitShown("//flink-job-chart//*[@title = '" + name + "']");
  }

  /**
   * Whether the page has got values often enough, the last ones long enough ago for the axes to
   * have faded in.
   */
  private boolean chartsAreFull() throws Exception {
    return browser
        .script(
            """
            const samples = performance.getEntriesByType('resource')
                .filter(entry => /vertices.*metrics[?]get=.*generate/.test(entry.name));
            return samples.length >= %d && performance.now() - samples.at(-1).responseEnd > 1000;
            """
                .formatted(POINTS))
        .asBoolean();
  }

  /** The checkpoints of the job, so many of them done. */
  void showCheckpoints(int atLeast) {
    browser.click(tab("Checkpoints"));
    browser.click(tab("History"));
    awaitThat(
        atLeast + " checkpoints must be listed",
        () ->
            browser
                    .find("//flink-job-checkpoints//tbody//*[normalize-space() = 'COMPLETED']")
                    .size()
                >= atLeast);
  }

  /** The window as it is now; no message of an error may lie over it. */
  byte[] picture() throws Exception {
    assertThat(browser.find("//*[contains(@class, 'ant-notification-notice')]"))
        .as("messages over the dashboard")
        .isEmpty();
    return browser.screenshot();
  }

  private static String tab(String name) {
    return "//*[contains(@class, 'ant-tabs-tab-btn')][normalize-space() = '" + name + "']";
  }

  private void awaitShown(String xpath) {
    awaitThat("the dashboard must show " + xpath, () -> !browser.find(xpath).isEmpty());
  }

  private static void awaitThat(String rule, Callable<Boolean> condition) {
    try {
      await().atMost(DEADLINE).pollInterval(Duration.ofMillis(200)).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(rule + "; waited " + DEADLINE.toSeconds() + " s", e);
    }
  }
}
