package io.flinkdomino.operators.metrics;

import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.DecodeStats;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.View;

/**
 * What an engine did in the last minute. Flink's metric thread looks at the engine every five
 * seconds, as it does for rates, so this costs the engine nothing. Any thread reads.
 */
final class RecentEngine {

  private static final int SPANS = 60 / View.UPDATE_INTERVAL_SECONDS;

  /**
   * Between two looks at the engine.
   *
   * @param nanos time between them
   * @param done what the engine did
   * @param acceptance what became of its drafts
   */
  record Span(long nanos, DecodeStats done, Acceptance acceptance) {

    private static final Span EMPTY = new Span(0, DecodeStats.NONE, Acceptance.NONE);

    private Span to(Span later) {
      return new Span(
          later.nanos - nanos, later.done.minus(done), later.acceptance.minus(acceptance));
    }

    double perSecond(double amount) {
      return nanos == 0 ? 0 : amount * 1e9 / nanos;
    }

    double perStep(double amount) {
      return done.steps() == 0 ? 0 : amount / done.steps();
    }

    double perVerification(double amount) {
      return acceptance.steps() == 0 ? 0 : amount / acceptance.steps();
    }
  }

  private final EngineState engine;
  private final LongSupplier nanoClock;
  private final Deque<Span> looks = new ArrayDeque<>();
  private volatile Span recent = Span.EMPTY;

  RecentEngine(EngineState engine, LongSupplier nanoClock) {
    this.engine = engine;
    this.nanoClock = nanoClock;
    looks.add(look());
  }

  private Span look() {
    return new Span(nanoClock.getAsLong(), engine.stats(), engine.acceptance());
  }

  private synchronized void update() {
    looks.addLast(look());
    if (looks.size() > SPANS + 1) {
      looks.removeFirst();
    }
    recent = looks.getFirst().to(looks.getLast());
  }

  /** A number of the last minute. */
  Gauge<Double> gauge(ToDoubleFunction<Span> number) {
    return () -> number.applyAsDouble(recent);
  }

  /** Likewise; one gauge of this kind, once registered, keeps all of them up to date. */
  Gauge<Double> updatingGauge(ToDoubleFunction<Span> number) {
    return new UpdatingGauge(number);
  }

  private final class UpdatingGauge implements Gauge<Double>, View {

    private final ToDoubleFunction<Span> number;

    private UpdatingGauge(ToDoubleFunction<Span> number) {
      this.number = number;
    }

    @Override
    public Double getValue() {
      return number.applyAsDouble(recent);
    }

    @Override
    public void update() {
      RecentEngine.this.update();
    }
  }
}
