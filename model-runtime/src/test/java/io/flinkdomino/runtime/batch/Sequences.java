package io.flinkdomino.runtime.batch;

import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Sequences without a model: the prompt's tokens are 100, 101, 102 and so on. */
final class Sequences {

  static final int DRAFTS = 4;

  private Sequences() {}

  static Sequence waiting(int promptTokens, int maxTokens, Integer... stopTokenIds) {
    return new Sequence(
        prompt(promptTokens, true),
        emitter(new StopRules(Set.of(stopTokenIds), maxTokens)),
        DRAFTS,
        0);
  }

  static Emitter emitter(StopRules rules) {
    return new Emitter(rules, Optional.empty());
  }

  static EncodedPrompt prompt(int tokens, boolean trace) {
    List<Integer> ids = IntStream.range(100, 100 + tokens).boxed().toList();
    GenerationParameters parameters = GenerationParameters.greedy(1).returning(false, trace);
    return new EncodedPrompt(
        new GenerationRequest("request", new PromptInput.TokenIds(ids), parameters),
        ids.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Takes a chunk through a step by hand. */
  static Sequence prefilled(Sequence sequence, int firstToken) {
    sequence.prefill(sequence.promptRemainder());
    sequence.commitFirst(DrawnToken.of(firstToken), 0);
    return sequence;
  }

  /** Commits what a verification kept, as no one asked how the draws came about. */
  static void commit(
      Sequence sequence, int proposed, List<Integer> drafts, int accepted, int next) {
    List<DrawnToken> kept = new ArrayList<>();
    drafts.subList(0, accepted).forEach(token -> kept.add(DrawnToken.of(token)));
    kept.add(DrawnToken.of(next));
    sequence.commit(proposed, drafts, kept);
  }
}
