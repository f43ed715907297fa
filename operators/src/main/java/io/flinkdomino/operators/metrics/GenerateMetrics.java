package io.flinkdomino.operators.metrics;

import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/** What the dashboard shows of a generate operator. Counters: mailbox thread; gauges: any. */
public final class GenerateMetrics {

  private final Counter finished;
  private final Counter deadLettered;
  private final Counter tokens;
  private volatile double acceptanceLength;

  /**
   * Registers everything.
   *
   * @param running sequences in the batch
   * @param waiting prompts held without a slot
   * @param kvUsage share of the KV cache in use, 0 to 1
   */
  public GenerateMetrics(
      MetricGroup group,
      Supplier<Integer> running,
      Supplier<Integer> waiting,
      Supplier<Double> kvUsage) {
    finished = group.counter("requestsFinished");
    deadLettered = group.counter("requestsDeadLettered");
    tokens = group.counter("completionTokens");
    group.meter("completionTokensPerSecond", new MeterView(tokens));
    group.gauge("requestsRunning", (Gauge<Integer>) running::get);
    group.gauge("requestsWaiting", (Gauge<Integer>) waiting::get);
    group.gauge("kvUsage", (Gauge<Double>) kvUsage::get);
    group.gauge("acceptanceLength", (Gauge<Double>) () -> acceptanceLength);
  }

  /** A completion went out. */
  public void finished(GenerationResult result) {
    finished.inc();
    tokens.inc(result.tokenIds().size());
  }

  /** A prompt went to the dead letters. */
  public void deadLettered() {
    deadLettered.inc();
  }

  /** A window closed: its mean tokens per verification, accepted drafts and the target's own. */
  public void windowClosed(Acceptance acceptance) {
    acceptanceLength = acceptance.acceptanceLength();
  }
}
