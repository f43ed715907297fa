package io.flinkdomino.runtime.batch;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.sampling.DrawnToken;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.List;

/**
 * What a completion has so far: with its prompt, all that another engine needs to go on.
 *
 * @param tokens the completion's tokens; with reports where log probabilities or a trace are asked
 *     for
 * @param acceptance counts of its decode steps
 * @param trace its decode steps, if asked for; otherwise empty
 * @param timings where its time went
 */
public record GenerationProgress(
    List<DrawnToken> tokens, Acceptance acceptance, List<DecodeCycle> trace, Timings timings) {

  /** Not begun. */
  public static final GenerationProgress NONE = of(List.of());

  public GenerationProgress {
    tokens = List.copyOf(tokens);
    trace = List.copyOf(trace);
  }

  /** Tokens of which nothing else is known. */
  public static GenerationProgress of(List<DrawnToken> tokens) {
    return new GenerationProgress(tokens, Acceptance.NONE, List.of(), Timings.NONE);
  }
}
