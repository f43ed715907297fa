package io.flinkdomino.runtime.batch;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.emit.TokenLogprobs;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.sampling.DrawnToken;
import io.flinkdomino.runtime.sampling.SamplingState;
import io.flinkdomino.runtime.stats.AcceptanceCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One request in progress, from admission to its last token. Engine thread only. */
public final class Sequence {

  private final EncodedPrompt prompt;
  private final Emitter emitter;
  private final AcceptanceCounter acceptance;
  private final SamplingState sampling;
  private final long submittedNanos;
  private final List<DecodeCycle> trace = new ArrayList<>();
  private final List<TokenLogprobs> logprobs = new ArrayList<>();
  private final List<Double> margins = new ArrayList<>();
  private int slot = -1;
  private int prefilled;
  private int committed;
  private int anchor;
  private long prefillNanos;
  private long firstTokenNanos;

  /**
   * Starts a sequence that waits for a slot.
   *
   * @param emitter its completion, still empty
   * @param maxDraftTokens most drafts that a step verifies
   * @param nanos the clock's time now
   */
  public Sequence(EncodedPrompt prompt, Emitter emitter, int maxDraftTokens, long nanos) {
    this.prompt = prompt;
    this.emitter = emitter;
    this.acceptance = new AcceptanceCounter(maxDraftTokens);
    this.submittedNanos = nanos;
    this.sampling =
        new SamplingState(
            prompt.request().parameters(),
            prompt.request().parameters().seed(),
            emitter.rules().stopTokenIds(),
            prompt.tokenIds());
  }

  /** What its next draws depend on. */
  public SamplingState sampling() {
    sampling.readUpTo(emitter.tokens());
    return sampling;
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

  /** Prompt tokens not yet prefilled. */
  public int promptRemainder() {
    return prompt.tokenIds().length - prefilled;
  }

  /** Whether it has ended. */
  public boolean finished() {
    return emitter.finished();
  }

  int[] promptTokens() {
    return prompt.tokenIds();
  }

  int prefilled() {
    return prefilled;
  }

  void moveTo(int newSlot) {
    slot = newSlot;
  }

  /** Marks the start of its prefill. */
  void beginPrefill(long nanos) {
    if (prefilled == 0) {
      prefillNanos = nanos;
    }
  }

  void prefill(int count) {
    prefilled += count;
  }

  /** Commits the target's token after the prompt, which is no decode step. */
  public void commitFirst(DrawnToken drawn, long nanos) {
    committed = prompt.tokenIds().length + 1;
    firstTokenNanos = nanos;
    anchor = drawn.tokenId();
    emit(drawn);
  }

  /**
   * Commits what one verification kept; tokens after a stop are dropped.
   *
   * @param proposed tokens that the drafter produced
   * @param drafts those that were verified
   * @param kept the first of them, as the target drew them, and its own token after them
   */
  public void commit(int proposed, List<Integer> drafts, List<DrawnToken> kept) {
    int accepted = kept.size() - 1;
    int next = kept.get(accepted).tokenId();
    acceptance.count(proposed, drafts.size(), accepted);
    if (prompt.request().parameters().returnDecodeTrace()) {
      trace.add(new DecodeCycle(anchor, drafts, accepted, next));
    }
    committed += kept.size();
    anchor = next;
    for (int i = 0; i < kept.size() && !finished(); i++) {
      emit(kept.get(i));
    }
  }

  private void emit(DrawnToken drawn) {
    drawn
        .report()
        .ifPresent(
            report -> {
              GenerationParameters parameters = prompt.request().parameters();
              parameters.logprobs().ifPresent(top -> logprobs.add(report.logprobs(top)));
              if (parameters.returnDecodeTrace()) {
                margins.add(report.margin());
              }
            });
    emitter.emit(drawn.tokenId());
  }

  /**
   * The result of a finished sequence.
   *
   * @param nanos the clock's time now
   */
  public GenerationResult result(long nanos) {
    return new GenerationResult(
        prompt.request(),
        0,
        prompt.request().parameters().seed(),
        emitter.text(),
        emitter.tokens(),
        emitter.finishReason().orElseThrow(),
        prompt.tokenIds().length,
        acceptance.total(),
        new Timings(
            Duration.ofNanos(prefillNanos - submittedNanos),
            Duration.ofNanos(firstTokenNanos - prefillNanos),
            Duration.ofNanos(firstTokenNanos - submittedNanos),
            Duration.ofNanos(nanos - firstTokenNanos)),
        logprobs,
        trace,
        margins);
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
