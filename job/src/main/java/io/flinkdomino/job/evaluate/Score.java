package io.flinkdomino.job.evaluate;

import io.flinkdomino.runtime.stats.Acceptance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the drafter did for some prompts.
 *
 * @param task their task; empty for rows without one, and for all together
 * @param prompts how many
 * @param tokens of the drafter's completions, after the cuts, in one round
 * @param verifications in one round
 * @param acceptanceLength tokens one verification adds, before the cuts: accepted drafts and the
 *     target's own
 * @param acceptedByPosition share of verifications in which draft i was kept
 * @param tokensPerSecond with the drafter, the median of the rounds
 * @param targetOnlyTokensPerSecond with the target alone, the median of the rounds
 * @param ratio of the two
 */
record Score(
    String task,
    int prompts,
    long tokens,
    long verifications,
    double acceptanceLength,
    List<Double> acceptedByPosition,
    double tokensPerSecond,
    double targetOnlyTokensPerSecond,
    double ratio) {

  Score {
    acceptedByPosition = List.copyOf(acceptedByPosition);
  }

  /** The score of some rounds; tasks of the same round go together. */
  static Score of(String task, List<Round> rounds) {
    int first = rounds.get(0).number();
    List<Decoded> once =
        rounds.stream().filter(round -> round.number() == first).map(Round::drafting).toList();
    Acceptance acceptance =
        once.stream().map(Decoded::acceptance).reduce(Acceptance.NONE, Acceptance::plus);
    double speed = tokensPerSecond(rounds, Round::drafting);
    double targetOnly = tokensPerSecond(rounds, Round::targetOnly);
    return new Score(
        task,
        once.stream().mapToInt(decoded -> decoded.results().size()).sum(),
        once.stream().mapToLong(Decoded::tokens).sum(),
        acceptance.steps(),
        acceptance.acceptanceLength(),
        shares(acceptance),
        speed,
        targetOnly,
        speed / targetOnly);
  }

  private static List<Double> shares(Acceptance acceptance) {
    double steps = Math.max(1, acceptance.steps());
    return acceptance.acceptedPerPosition().stream().map(kept -> kept / steps).toList();
  }

  private static double tokensPerSecond(List<Round> rounds, Function<Round, Decoded> way) {
    Map<Integer, List<Decoded>> byRound =
        rounds.stream()
            .collect(
                Collectors.groupingBy(
                    Round::number, TreeMap::new, Collectors.mapping(way, Collectors.toList())));
    return median(byRound.values().stream().map(Score::tokensPerSecond).toList());
  }

  private static double tokensPerSecond(List<Decoded> parts) {
    long tokens = parts.stream().mapToLong(Decoded::tokens).sum();
    return tokens * 1e9 / parts.stream().mapToLong(Decoded::nanos).sum();
  }

  /** The middle one; the mean of the two middle ones of an even number. */
  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
