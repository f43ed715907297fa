package io.flinkdomino.bench.engine;

import io.flinkdomino.bench.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one case, and what a table says about them. */
final class Rounds {

  private final List<Round> rounds = new ArrayList<>();

  void add(Round round) {
    rounds.add(round);
  }

  int count() {
    return rounds.size();
  }

  /** All of them together, for counts that are the same in each or that add up. */
  Round total() {
    return rounds.stream().reduce(Round.NONE, Round::plus);
  }

  Spread tokensPerSecond() {
    return spread(Round::tokensPerSecond);
  }

  /** What one would see if no other process took the processor. */
  Spread tokensPerCpuSecond() {
    return spread(round -> round.tokens() * 1e9 / round.cpuNanos());
  }

  /** Microseconds of something, a step. */
  double microsPerStep(ToDoubleFunction<Round> nanos) {
    return spread(round -> nanos.applyAsDouble(round) / 1000 / round.times().steps()).median();
  }

  /** The share of time in which another process had the processor. */
  double disturbance() {
    return spread(round -> 1 - (double) round.cpuNanos() / round.nanos()).median();
  }

  private Spread spread(ToDoubleFunction<Round> number) {
    return Spread.of(rounds.stream().map(number::applyAsDouble).toList());
  }
}
