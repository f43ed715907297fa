package io.flinkdomino.operators.metrics;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the dashboard shows of a generate operator; {@code docs/metrics.md} says what each means.
 * Counters and latencies: mailbox thread; steps: engine thread; gauges: any.
 */
public final class GenerateMetrics {

  private static final int REMEMBERED = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Counter finished;
  private final Counter deadLettered;
  private final Map<FailureReason, Counter> deadLetteredByReason;
  private final MetricGroup group;
  private final Counter engineFailures;
  private final Counter promptTokens;
  private final Counter completionTokens;
  private final Histogram timeToFirstToken;
  private final Histogram timePerOutputToken;
  private final Histogram endToEndLatency;
  private final Histogram decodeStep;

  /**
   * Registers everything.
   *
   * @param slots sequences that can run at once
   * @param maxDrafts draft tokens that a step verifies; 0 without a drafter
   */
  public GenerateMetrics(
      MetricGroup group, EngineState engine, int slots, int maxDrafts, LongSupplier nanoClock) {
    this.group = group;
    finished = group.counter("requestsFinished");
    engineFailures = group.counter("engineFailures");
    deadLettered = group.counter("requestsDeadLettered");
    deadLetteredByReason = byReason(group);
    promptTokens = group.counter("promptTokens");
    completionTokens = group.counter("completionTokens");
    group.meter("completionTokensPerSecond", new MeterView(completionTokens));
    timeToFirstToken = histogram(group, "timeToFirstTokenMs");
    timePerOutputToken = histogram(group, "timePerOutputTokenMs");
    endToEndLatency = histogram(group, "endToEndLatencyMs");
    decodeStep = histogram(group, "decodeStepMs");
    group.gauge("requestsRunning", (Gauge<Integer>) engine::running);
    group.gauge("requestsWaiting", (Gauge<Integer>) engine::waiting);
    group.gauge("kvUsage", (Gauge<Double>) engine::kvUsage);
    group.gauge("decodedTokens", () -> engine.stats().decodedTokens());
    group.gauge("recomputedTokens", () -> engine.stats().recomputedTokens());
    RecentEngine recent = new RecentEngine(engine, nanoClock);
    registerWork(group, recent, slots);
    registerAcceptance(group, recent, maxDrafts);
  }

  private static Map<FailureReason, Counter> byReason(MetricGroup group) {
    Map<FailureReason, Counter> counters = new EnumMap<>(FailureReason.class);
    for (FailureReason reason : FailureReason.values()) {
      counters.put(reason, group.addGroup("reason", reason.name()).counter("requestsDeadLettered"));
    }
    return counters;
  }

  private static Histogram histogram(MetricGroup group, String name) {
    return group.histogram(name, new DurationHistogram(REMEMBERED));
  }

  private static void registerWork(MetricGroup group, RecentEngine recent, int slots) {
    group.gauge(
        "decodedTokensPerSecond",
        recent.updatingGauge(span -> span.perSecond((double) span.done().decodedTokens())));
    group.gauge(
        "prefilledTokensPerSecond",
        recent.gauge(span -> span.perSecond((double) span.done().promptTokens())));
    group.gauge(
        "engineBusyTimeMsPerSecond",
        recent.gauge(span -> span.perSecond(span.done().busyNanos() / NANOS_PER_MILLI)));
    group.gauge(
        "engineIdleTimeMsPerSecond",
        recent.gauge(span -> span.perSecond(span.done().idleNanos() / NANOS_PER_MILLI)));
    group.gauge(
        "slotUsage", recent.gauge(span -> span.perSecond(span.done().slotNanos() / 1e9 / slots)));
    group.gauge(
        "decodeStepDraftMs",
        recent.gauge(span -> span.perStep(span.done().draftNanos() / NANOS_PER_MILLI)));
    group.gauge(
        "decodeStepVerifyMs",
        recent.gauge(span -> span.perStep(span.done().verifyNanos() / NANOS_PER_MILLI)));
    group.gauge(
        "decodeStepRestMs",
        recent.gauge(span -> span.perStep(span.done().restNanos() / NANOS_PER_MILLI)));
  }

  private static void registerAcceptance(MetricGroup group, RecentEngine recent, int maxDrafts) {
    group.gauge(
        "verifiedLength",
        recent.gauge(span -> span.perVerification((double) span.acceptance().drafted())));
    group.gauge(
        "undraftedSteps",
        recent.gauge(span -> span.perStep((double) span.done().undraftedSteps())));
    group.gauge("acceptanceLength", recent.gauge(span -> span.acceptance().acceptanceLength()));
    group.gauge("acceptanceRate", recent.gauge(span -> span.acceptance().acceptanceRate()));
    for (int i = 0; i < maxDrafts; i++) {
      int position = i;
      group
          .addGroup("position", Integer.toString(position + 1))
          .gauge(
              "acceptanceRate",
              recent.gauge(
                  span -> span.perVerification((double) span.acceptance().acceptedAt(position))));
    }
  }

  /** Shows how many tokens would be decoded again if the task died now. */
  public void tokensSinceCheckpoint(LongSupplier tokens) {
    group.gauge("tokensSinceCheckpoint", (Gauge<Long>) tokens::getAsLong);
  }

  /** The engine failed and was opened again. */
  public void engineFailed() {
    engineFailures.inc();
  }

  /**
   * A completion went out.
   *
   * @param endToEnd time since its prompt's record was written, if the record says when
   */
  public void finished(GenerationResult result, Optional<Duration> endToEnd) {
    int tokens = result.tokenIds().size();
    finished.inc();
    promptTokens.inc(result.promptTokens());
    completionTokens.inc(tokens);
    timeToFirstToken.update(result.timings().timeToFirstToken().toNanos());
    if (tokens > 1) {
      timePerOutputToken.update(result.timings().decode().toNanos() / (tokens - 1));
    }
    endToEnd.ifPresent(time -> endToEndLatency.update(time.toNanos()));
  }

  /** A prompt went to the dead letters. */
  public void deadLettered(FailureReason reason) {
    deadLettered.inc();
    deadLetteredByReason.get(reason).inc();
  }

  /** A decode step ended. Engine thread. */
  public void stepped(long nanos) {
    decodeStep.update(nanos);
  }
}
