package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.admission.Place;
import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Sequences that decode without a model. */
final class Decoded {

  private Decoded() {}

  /** A sequence of this prompt and the first token of its completion. */
  static Sequence sequence(List<Integer> prompt, int firstToken) {
    GenerationRequest request =
        new GenerationRequest(
            "request", new PromptInput.TokenIds(prompt), GenerationParameters.greedy(1_000));
    int[] tokens = prompt.stream().mapToInt(Integer::intValue).toArray();
    Sequence sequence =
        new Sequence(
            new EncodedPrompt(request, tokens),
            0,
            new Place(0, 0),
            new Emitter(new StopRules(Set.of(), Integer.MAX_VALUE), Optional.empty()),
            8,
            0);
    sequence.commitFirst(DrawnToken.of(firstToken), 0);
    return sequence;
  }

  /** Commits tokens one after another, as if no drafts had been kept. */
  static void commit(Sequence sequence, int... tokens) {
    IntStream.of(tokens)
        .forEach(token -> sequence.commit(0, List.of(), List.of(DrawnToken.of(token))));
  }

  /** Commits tokens of one verification, all but the last of them drafts that were kept. */
  static void accept(Sequence sequence, Integer... tokens) {
    List<DrawnToken> kept = Arrays.stream(tokens).map(DrawnToken::of).toList();
    List<Integer> drafts = List.of(tokens).subList(0, tokens.length - 1);
    sequence.commit(drafts.size(), drafts, kept);
  }

  static BatchPlan plan(Sequence... decoding) {
    return new BatchPlan(List.of(decoding), List.of());
  }
}
