package io.flinkdomino.runtime.batch;

import io.flinkdomino.runtime.admission.Place;
import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.TokenLogprobs;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.sampling.DrawReport;
import io.flinkdomino.runtime.sampling.DrawnToken;
import io.flinkdomino.runtime.sampling.SamplingState;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.runtime.stats.AcceptanceCounter;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * One completion in progress, from submission to its last token. Engine thread only, but for what
 * other threads may see of it.
 *
 * <p>It has tokens to prefill: its prompt, and behind it what it committed before it gave up an
 * earlier slot or came here. The pass that completes them gives the next token. That is no decode
 * step, whether the token is the completion's first or a later one: acceptance and trace leave it
 * out.
 */
public final class Sequence {

  private final EncodedPrompt prompt;
  private final int index;
  private final Place place;
  private final Emitter emitter;
  private final AcceptanceCounter acceptance;
  private final SamplingState sampling;
  private final GrowingList<DrawnToken> tokens = new GrowingList<>();
  private final GrowingList<DecodeCycle> trace = new GrowingList<>();
  private Acceptance earlierAcceptance = Acceptance.NONE;
  private SequenceTimes times;
  private volatile Published published;
  private int slot = -1;
  private int prefillTokens;
  private int prefilled;
  private int knownPromptTokens;
  private int committed;
  private int anchor;

  /** What other threads see of it: a state between two steps. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Published(
      List<DrawnToken> tokens,
      Acceptance earlierAcceptance,
      long[] acceptance,
      List<DecodeCycle> trace,
      SequenceTimes times) {}

  /**
   * Starts a sequence that waits for a slot.
   *
   * @param index which of its request's completions, from 0
   * @param place in the order in which slots are given
   * @param emitter its completion, still empty
   * @param maxDraftTokens most drafts that a step verifies
   * @param nanos the clock's time now
   */
  public Sequence(
      EncodedPrompt prompt,
      int index,
      Place place,
      Emitter emitter,
      int maxDraftTokens,
      long nanos) {
    this.prompt = prompt;
    this.index = index;
    this.place = place;
    this.emitter = emitter;
    this.acceptance = new AcceptanceCounter(maxDraftTokens);
    this.sampling =
        new SamplingState(
            prompt.request().parameters(),
            seed(),
            emitter.rules().stopTokenIds(),
            prompt.tokenIds());
    this.times = SequenceTimes.submitted(nanos);
    this.prefillTokens = prompt.tokenIds().length;
    publish();
  }

  /** What its next draws depend on. */
  public SamplingState sampling() {
    sampling.readUpTo(emitter.tokens());
    return sampling;
  }

  /** Which of its request's completions it is, from 0. */
  public int index() {
    return index;
  }

  /** The seed of its random numbers. */
  public long seed() {
    return prompt.request().parameters().seed() + index;
  }

  /** Where it stands in the order in which slots are given. */
  public Place place() {
    return place;
  }

  /** Its row in the batch; -1 while it waits. */
  public int slot() {
    return slot;
  }

  /** Tokens of prompt and completion on the device, anchor included. */
  public int committedTokens() {
    return committed;
  }

  /** Entries of its slot that hold something. */
  public int cachedTokens() {
    return committed == 0 ? prefilled : committed - 1;
  }

  /** Whether it has ended. */
  public boolean finished() {
    return emitter.finished();
  }

  int[] promptTokens() {
    return prompt.tokenIds();
  }

  /** Tokens of prompt and completion that are prefilled before it decodes. */
  int prefillTokens() {
    return prefillTokens;
  }

  /** Of the tokens to prefill, those not in its slot yet. */
  int prefillRemainder() {
    return prefillTokens - prefilled;
  }

  /** Of the tokens to prefill, those in its slot. */
  int prefilled() {
    return prefilled;
  }

  /** Prompt tokens that were in a slot which it gave up. */
  int knownPromptTokens() {
    return knownPromptTokens;
  }

  void moveTo(int newSlot) {
    slot = newSlot;
  }

  /**
   * Takes up what it had before it came here.
   *
   * @param earlier with reports where the request asks for them
   * @throws IllegalArgumentException if it ends before its last token, or a report is missing
   */
  public void resume(GenerationProgress earlier) {
    List<DrawnToken> committedTokens = earlier.tokens();
    for (int i = 0; i < committedTokens.size(); i++) {
      if (finished()) {
        throw new IllegalArgumentException(
            "committed tokens of completion %d must be at most the %d with which it ends, got %d"
                .formatted(index, i, committedTokens.size()));
      }
      if (sampling.isReported() && committedTokens.get(i).report().isEmpty()) {
        throw new IllegalArgumentException(
            "committed tokens of completion %d must have the reports asked for, token %d has none"
                .formatted(index, i));
      }
      emit(committedTokens.get(i));
    }
    earlier.trace().forEach(trace::add);
    earlierAcceptance = earlier.acceptance();
    times = times.after(earlier.timings(), !committedTokens.isEmpty());
    prefillTokens = prompt.tokenIds().length + emitter.tokens().size();
    publish();
  }

  /** Goes back to waiting: what it committed is kept, what its slot remembers is given up. */
  public void giveUpSlot() {
    knownPromptTokens =
        Math.max(knownPromptTokens, Math.min(cachedTokens(), prompt.tokenIds().length));
    slot = -1;
    prefilled = 0;
    committed = 0;
    // Before a sequence ends, its emitted tokens are all its committed ones.
    prefillTokens = prompt.tokenIds().length + emitter.tokens().size();
  }

  /** Marks the start of a prefill. */
  void beginPrefill(long nanos) {
    times = times.prefillBegan(nanos);
    publish();
  }

  void prefill(int count) {
    prefilled += count;
  }

  /** Commits the target's token after the prefilled ones, which is no decode step. */
  public void commitFirst(DrawnToken drawn, long nanos) {
    committed = prefillTokens + 1;
    times = times.tokenCame(nanos);
    anchor = drawn.tokenId();
    emit(drawn);
    publish();
  }

  /**
   * Commits what one verification kept; tokens after a stop are dropped.
   *
   * @param proposed tokens that the drafter produced
   * @param drafts those that were verified
   * @param kept the first of them, as the target drew them, and its own token after them
   * @return how many of them belong to the completion
   */
  public int commit(int proposed, List<Integer> drafts, List<DrawnToken> kept) {
    int accepted = kept.size() - 1;
    int next = kept.get(accepted).tokenId();
    acceptance.count(proposed, drafts.size(), accepted);
    if (prompt.request().parameters().returnDecodeTrace()) {
      trace.add(new DecodeCycle(anchor, drafts, accepted, next));
    }
    committed += kept.size();
    anchor = next;
    int emitted = 0;
    while (emitted < kept.size() && !finished()) {
      emit(kept.get(emitted++));
    }
    publish();
    return emitted;
  }

  private void emit(DrawnToken drawn) {
    tokens.add(drawn.withTop(prompt.request().parameters().logprobs().orElse(0)));
    emitter.emit(drawn.tokenId());
  }

  private void publish() {
    published =
        new Published(tokens.view(), earlierAcceptance, acceptance.copy(), trace.view(), times);
  }

  /**
   * What it has so far. Any thread.
   *
   * @param nanos the clock's time now
   */
  public GenerationProgress progress(long nanos) {
    Published now = published;
    return new GenerationProgress(
        now.tokens(),
        now.earlierAcceptance().plus(AcceptanceCounter.total(now.acceptance())),
        now.trace(),
        now.times().until(nanos));
  }

  /** Whether it has had a slot here. Any thread. */
  public boolean begun() {
    return published.times().prefill().isPresent();
  }

  /** How many tokens its completion has so far. Any thread. */
  public int publishedTokens() {
    return published.tokens().size();
  }

  /**
   * The result of a finished sequence.
   *
   * @param nanos the clock's time now
   */
  public GenerationResult result(long nanos) {
    return new GenerationResult(
        prompt.request(),
        index,
        seed(),
        emitter.text(),
        emitter.tokens(),
        emitter.finishReason().orElseThrow(),
        prompt.tokenIds().length,
        earlierAcceptance.plus(acceptance.total()),
        times.until(nanos),
        logprobs(),
        trace.view(),
        margins());
  }

  private List<TokenLogprobs> logprobs() {
    OptionalInt top = prompt.request().parameters().logprobs();
    return top.isEmpty() ? List.of() : reports(report -> report.logprobs(top.getAsInt()));
  }

  private List<Double> margins() {
    return prompt.request().parameters().returnDecodeTrace()
        ? reports(DrawReport::margin)
        : List.of();
  }

  private <T> List<T> reports(Function<DrawReport, T> part) {
    return tokens.view().stream().map(drawn -> part.apply(drawn.report().orElseThrow())).toList();
  }

  /** The token at a position, from 0, of prompt and committed completion. */
  public int token(int position) {
    int[] first = prompt.tokenIds();
    return position < first.length ? first[position] : emittedTokens().get(position - first.length);
  }

  /** The completion so far; a view that grows with it. */
  public List<Integer> emittedTokens() {
    return emitter.tokens();
  }
}
