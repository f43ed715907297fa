package io.flinkdomino.job.evaluate;

import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prompts decoded together.
 *
 * @param results one for each prompt, in their order
 * @param nanos from the first prompt's arrival to the last one's end
 */
record Decoded(List<GenerationResult> results, long nanos) {

  Decoded {
    results = List.copyOf(results);
  }

  /**
   * The same time; results whose tokens are those of another run of the same prompts are that
   * run's, so that many rounds take no more memory than one.
   */
  Decoded sharing(Decoded other) {
    return new Decoded(
        IntStream.range(0, results.size())
            .mapToObj(
                i ->
                    results.get(i).tokenIds().equals(other.results.get(i).tokenIds())
                        ? other.results.get(i)
                        : results.get(i))
            .toList(),
        nanos);
  }

  /** Tokens of all completions, after the cuts. */
  long tokens() {
    return results.stream().mapToLong(result -> result.tokenIds().size()).sum();
  }

  /** Verifications of all completions, and what became of the drafts. */
  Acceptance acceptance() {
    return results.stream()
        .map(GenerationResult::acceptance)
        .reduce(Acceptance.NONE, Acceptance::plus);
  }
}
