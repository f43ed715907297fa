package io.flinkdomino.runtime.batch;

import io.flinkdomino.runtime.admission.Place;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.sampling.DrawReport;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Sequences without a model: the prompt's tokens are 100, 101, 102 and so on. */
public final class Sequences {

  static final int DRAFTS = 4;

  private static final AtomicLong ARRIVALS = new AtomicLong();

  private Sequences() {}

  /** Behind all earlier ones of priority 0. */
  static Sequence waiting(int promptTokens, int maxTokens, Integer... stopTokenIds) {
    StopRules rules = new StopRules(Set.of(stopTokenIds), maxTokens);
    return of(prompt(promptTokens, true), 0, rules, 0);
  }

  /** Behind all earlier ones of the priority. */
  static Sequence waitingWith(int priority, int promptTokens) {
    return of(prompt(promptTokens, true), priority, new StopRules(Set.of(), 9), 0);
  }

  static Emitter emitter(StopRules rules) {
    return new Emitter(rules, Optional.empty());
  }

  static Sequence of(EncodedPrompt prompt, int priority, StopRules rules, long nanos) {
    Place place = new Place(priority, ARRIVALS.getAndIncrement());
    return new Sequence(prompt, 0, place, emitter(rules), DRAFTS, nanos);
  }

  /** A sequence of one token of prompt, for those to whom only its place matters. */
  public static Sequence at(Place place) {
    return new Sequence(prompt(1, false), 0, place, emitter(new StopRules(Set.of(), 1)), DRAFTS, 0);
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
    sequence.prefill(sequence.prefillRemainder());
    sequence.commitFirst(drawn(firstToken), 0);
    return sequence;
  }

  /** Tokens with made-up reports. */
  static List<DrawnToken> drawn(List<Integer> tokens) {
    return tokens.stream().map(Sequences::drawn).toList();
  }

  /** A completion begun elsewhere, of which nothing but its tokens is known. */
  public static GenerationProgress begun(List<Integer> tokens) {
    return GenerationProgress.of(drawn(tokens));
  }

  static DrawnToken drawn(int token) {
    DrawReport report = new DrawReport(1, new TokenLogprob(token, -1), List.of());
    return new DrawnToken(token, Optional.of(report));
  }

  /** Commits what a verification kept. */
  static void commit(
      Sequence sequence, int proposed, List<Integer> drafts, int accepted, int next) {
    List<DrawnToken> kept = new ArrayList<>();
    drafts.subList(0, accepted).forEach(token -> kept.add(drawn(token)));
    kept.add(drawn(next));
    sequence.commit(proposed, drafts, kept);
  }
}
