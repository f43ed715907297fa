package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.admission.AdmissionQueue;
import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.BatchScheduler;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.draft.Drafters;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.stats.DecodeStats;
import io.flinkdomino.runtime.stats.LiveAcceptance;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.verify.PassOutcome;
import io.flinkdomino.runtime.verify.TargetPass;
import io.flinkdomino.runtime.verify.Verification;
import io.flinkdomino.runtime.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The loop that joins admission, batch, draft, verify and emit. Sequences join and leave the
 * running batch between steps. One thread for its whole life, opening and closing included.
 */
public final class DecodeEngine implements AutoCloseable {

  private final LoadedModels models;
  private final EngineLimits limits;
  private final TensorScope scope;
  private final Verifier verifier;
  private final Drafter drafter;
  private final AdmissionQueue queue = new AdmissionQueue();
  private final BatchScheduler scheduler;
  private final LongSupplier nanoClock;
  private final LiveAcceptance acceptance;
  private final int vocabSize;
  private DecodeStats stats = DecodeStats.NONE;

  /**
   * Allocates caches for models that stay loaded while the engine lives.
   *
   * @throws IllegalArgumentException if the settings do not fit the models or the memory budget
   */
  public DecodeEngine(LoadedModels models, EngineSettings settings, LongSupplier nanoClock) {
    this(models, settings, nanoClock, Drafters::open);
  }

  /** With another drafter than the models'. */
  DecodeEngine(
      LoadedModels models,
      EngineSettings settings,
      LongSupplier nanoClock,
      DrafterFactory drafters) {
    this.models = models;
    this.limits = EngineLimits.of(models.specs(), models.target().elementType(), settings);
    this.nanoClock = nanoClock;
    this.vocabSize = models.target().spec().transformer().vocabSize();
    TorchProgram.prepareThread(settings.intraOpThreads());
    KvCapacity capacity = limits.capacity();
    scope = TensorScope.open(models.target().device(), "decode-engine");
    DecodeState state = DecodeState.allocate(scope, capacity.slots());
    verifier =
        new Verifier(scope, models.target(), state, capacity, models.specs().featureLayers());
    drafter = drafters.open(scope, models, state, capacity, limits.verifiedLength());
    acceptance = new LiveAcceptance(drafter.maxDraftTokens());
    scheduler = new BatchScheduler(capacity.slots(), settings.prefillTokensPerStep(), nanoClock);
  }

  /** What fits: slots, sequence length, verified length. */
  public EngineLimits limits() {
    return limits;
  }

  /**
   * Takes a prompt; it joins the batch as soon as a slot is free.
   *
   * @param prompt at most {@code limits().maxPromptTokens()} tokens
   * @throws IllegalArgumentException if it is longer, or asks for stop texts of a model without
   *     tokenizer
   */
  public void submit(EncodedPrompt prompt) {
    int length = prompt.tokenIds().length;
    if (length > limits.maxPromptTokens()) {
      throw new IllegalArgumentException(
          "prompt must have at most " + limits.maxPromptTokens() + " tokens, got " + length);
    }
    StopRules rules =
        StopRules.of(
            prompt.request().parameters(),
            models.target().eosTokenIds(),
            limits.maxSequenceTokens() - length);
    Emitter emitter = new Emitter(rules, models.tokenizer());
    queue.add(new Sequence(prompt, emitter, drafter.maxDraftTokens(), nanoClock.getAsLong()));
  }

  /** Sequences in the running batch. */
  public int running() {
    return scheduler.running();
  }

  /** Sequences that wait for a slot. */
  public int waiting() {
    return queue.size();
  }

  /** Whether a step would do anything. */
  public boolean hasWork() {
    return running() + waiting() > 0;
  }

  /** Counts since the engine opened. */
  public DecodeStats stats() {
    return stats;
  }

  /** Drafts and what became of them, since the engine opened. Any thread. */
  public LiveAcceptance acceptance() {
    return acceptance;
  }

  /** Entries of the KV cache in use, as a share of all, 0 to 1. */
  public double kvUsage() {
    return (double) scheduler.cachedTokens() / limits.cacheEntries();
  }

  /** Native tensors that the engine holds between steps; their number must not grow. */
  int heldTensors() {
    return scope.size();
  }

  /**
   * Runs one decode step: every running sequence drafts and verifies once, and prompts that found a
   * slot are prefilled in the same target pass.
   *
   * @return what became of the requests that ended in it
   * @throws io.flinkdomino.runtime.torch.EngineException if the device fails; the engine is then
   *     unusable
   */
  public List<GenerationOutcome> step() {
    long start = nanoClock.getAsLong();
    while (queue.size() > 0 && scheduler.freeSlots() > 0) {
      scheduler.join(queue.next());
    }
    BatchPlan plan = scheduler.plan();
    if (plan.isEmpty()) {
      return List.of();
    }
    try (TensorScope step = scope.child()) {
      return run(step, plan, start);
    }
  }

  private List<GenerationOutcome> run(TensorScope step, BatchPlan plan, long start) {
    SamplingTensors sampling = plan.sampling(vocabSize).upload(step);
    DraftBlock block = drafter.draft(step, plan, sampling);
    long drafted = nanoClock.getAsLong();
    TargetPass pass = verifier.run(step, plan, block, sampling);
    long verified = nanoClock.getAsLong();
    drafter.append(plan, pass.context());
    long appended = nanoClock.getAsLong();
    PassOutcome outcome = verifier.read(pass);
    long read = nanoClock.getAsLong();
    int slots = scheduler.running();
    long tokens = commit(plan, block, outcome, read);
    List<GenerationOutcome> finished = emit(plan);
    for (SlotMove move : scheduler.advance(plan)) {
      verifier.move(move);
      drafter.move(move);
    }
    long drafting = drafted - start + appended - verified;
    long verifying = verified - drafted + read - appended;
    long nanos = nanoClock.getAsLong() - start;
    long prompts = plan.chunks().stream().mapToLong(PrefillChunk::count).sum();
    stats =
        stats.plus(
            new DecodeStats(
                1, nanos, drafting, verifying, plan.running(), nanos * slots, prompts, tokens));
    return finished;
  }

  /** Commits what the pass decided; the answer is how many tokens that were. */
  private long commit(BatchPlan plan, DraftBlock block, PassOutcome outcome, long nanos) {
    long tokens = 0;
    for (int i = 0; i < plan.decoding().size(); i++) {
      Verification kept = outcome.verifications().get(i);
      int proposed = block.proposed().get(i);
      acceptance.count(proposed, block.drafted().get(i), kept.acceptedCount());
      tokens += kept.acceptedCount() + 1;
      plan.decoding().get(i).commit(proposed, kept.draftTokens(), kept.kept());
    }
    int completed = 0;
    for (PrefillChunk chunk : plan.chunks()) {
      if (chunk.endsPrompt()) {
        chunk.sequence().commitFirst(outcome.firstTokens().get(completed++), nanos);
      }
    }
    return tokens + completed;
  }

  private List<GenerationOutcome> emit(BatchPlan plan) {
    List<GenerationOutcome> finished = new ArrayList<>();
    for (Sequence sequence : plan.sequences()) {
      if (sequence.finished()) {
        GenerationResult result = sequence.result(nanoClock.getAsLong());
        finished.add(new GenerationOutcome.Completed(result.request(), List.of(result)));
      }
    }
    return finished;
  }

  @Override
  public void close() {
    scope.close();
  }
}
