package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.admission.Admission;
import io.flinkdomino.runtime.admission.Preemption;
import io.flinkdomino.runtime.admission.PriorityPreemption;
import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.BatchScheduler;
import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.DraftPlan;
import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.draft.Drafters;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.length.LengthChooser;
import io.flinkdomino.runtime.length.StepShape;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationRequest;
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
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The loop that joins admission, batch, draft, verify and emit. Sequences join and leave the
 * running batch between steps. One thread for its whole life, opening and closing included.
 */
public final class DecodeEngine implements AutoCloseable {

  private final EngineLimits limits;
  private final TensorScope scope;
  private final Verifier verifier;
  private final Drafter drafter;
  private final LengthChooser lengths;
  private final BatchScheduler scheduler;
  private final Admission admission;
  private final Requests requests;
  private final SequenceFactory factory;
  private final List<Sequence> endedBefore = new ArrayList<>();
  private final LongSupplier nanoClock;
  private final LongSupplier epochClock;
  private final LiveAcceptance acceptance;
  private final int vocabSize;
  private DecodeStats stats = DecodeStats.NONE;
  private OptionalLong leftWorkAt = OptionalLong.empty();

  /**
   * Allocates caches for models that stay loaded while the engine lives.
   *
   * @throws IllegalArgumentException if the settings do not fit the models or the memory budget
   */
  public DecodeEngine(LoadedModels models, EngineSettings settings, LongSupplier nanoClock) {
    this(models, settings, nanoClock, Drafters::open);
  }

  /** With another drafter than the models'. */
  public DecodeEngine(
      LoadedModels models,
      EngineSettings settings,
      LongSupplier nanoClock,
      DrafterFactory drafters) {
    this(
        models, settings, nanoClock, System::currentTimeMillis, drafters, new PriorityPreemption());
  }

  /**
   * With everything that it depends on.
   *
   * @param epochClock milliseconds since the epoch, which deadlines are compared with
   * @param preemption who makes room for whom
   */
  DecodeEngine(
      LoadedModels models,
      EngineSettings settings,
      LongSupplier nanoClock,
      LongSupplier epochClock,
      DrafterFactory drafters,
      Preemption preemption) {
    this.limits = EngineLimits.of(models.specs(), models.target().elementType(), settings);
    this.nanoClock = nanoClock;
    this.vocabSize = models.target().spec().transformer().vocabSize();
    this.epochClock = epochClock;
    TorchProgram.prepareThread(settings.intraOpThreads());
    KvCapacity capacity = limits.capacity();
    scope = TensorScope.open(models.target().device(), "decode-engine");
    Passes passes = Passes.open(scope, models, limits, drafters);
    verifier = passes.verifier();
    drafter = passes.drafter();
    acceptance = new LiveAcceptance(drafter.maxDraftTokens());
    lengths =
        LengthChooser.of(settings.verifiedLength(), drafter.maxDraftTokens(), capacity.slots());
    scheduler = new BatchScheduler(capacity.slots(), settings.prefillTokensPerStep(), nanoClock);
    admission = new Admission(scheduler, preemption);
    requests = new Requests(admission, this::move, nanoClock);
    factory =
        new SequenceFactory(
            limits,
            models.target().eosTokenIds(),
            models.tokenizer(),
            drafter.maxDraftTokens(),
            admission);
  }

  /** What runs on the device. */
  private record Passes(Verifier verifier, Drafter drafter) {

    /** Allocates the caches; if one does not fit, all go. */
    static Passes open(
        TensorScope scope, LoadedModels models, EngineLimits limits, DrafterFactory drafters) {
      try {
        KvCapacity capacity = limits.capacity();
        DecodeState state = DecodeState.allocate(scope, capacity.slots());
        List<Integer> layers = models.specs().featureLayers();
        return new Passes(
            new Verifier(scope, models.target(), state, capacity, layers),
            drafters.open(scope, models, state, capacity, limits.verifiedLength()));
      } catch (RuntimeException | Error e) {
        scope.close();
        throw e;
      }
    }
  }

  /** What fits: slots, sequence length, verified length. */
  public EngineLimits limits() {
    return limits;
  }

  /**
   * Takes a prompt; each of its completions joins the batch as soon as it comes first and a slot is
   * free, or taken by one of lower priority.
   *
   * @param prompt at most {@code limits().maxPromptTokens()} tokens
   * @return shows how far it is
   * @throws IllegalArgumentException if it is longer, or asks for stop texts of a model without
   *     tokenizer
   */
  public RunningRequest submit(EncodedPrompt prompt) {
    int n = prompt.request().parameters().n();
    return resume(prompt, Collections.nCopies(n, GenerationProgress.NONE));
  }

  /**
   * Takes a prompt whose completions were begun elsewhere: they go on behind the tokens they have,
   * as they would have there, and keep what was counted and measured there.
   *
   * @param prompt at most {@code limits().maxPromptTokens()} tokens
   * @param progress what each completion has, by index: no tokens behind its end, and reports where
   *     log probabilities or a trace are asked for
   * @return shows how far it is
   * @throws IllegalArgumentException if one of this does not hold, or as {@link #submit} says
   */
  public RunningRequest resume(EncodedPrompt prompt, List<GenerationProgress> progress) {
    List<Sequence> sequences = factory.sequences(prompt, progress, nanoClock.getAsLong());
    sequences.stream().filter(Sequence::finished).forEach(endedBefore::add);
    return requests.add(prompt.request(), sequences);
  }

  /**
   * Ends a request, waiting or running; no step reports it, and its slots are free for those that
   * wait in the next one.
   *
   * @param request the very object that was submitted
   * @return whether it was under way
   */
  public boolean cancel(GenerationRequest request) {
    return requests.cancel(request);
  }

  /** Sequences in the running batch. */
  public int running() {
    return scheduler.running();
  }

  /** Sequences that wait for a slot. */
  public int waiting() {
    return admission.waiting();
  }

  /** Whether a step would do anything. */
  public boolean hasWork() {
    return running() + waiting() + endedBefore.size() > 0;
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
  public int heldTensors() {
    return scope.size();
  }

  /**
   * Runs one decode step: every running sequence drafts and verifies once, and those that found a
   * slot are prefilled in the same target pass. Before it, requests whose deadline has passed end,
   * and slots go to those that come first.
   *
   * @return what became of the requests that ended in it
   * @throws io.flinkdomino.runtime.torch.EngineException if the device fails; the engine is then
   *     unusable
   */
  public List<GenerationOutcome> step() {
    long start = nanoClock.getAsLong();
    long idle = leftWorkAt.isPresent() ? start - leftWorkAt.getAsLong() : 0;
    List<GenerationOutcome> ended = outcomes(endedBefore);
    endedBefore.clear();
    ended.addAll(requests.expire(epochClock.getAsLong()));
    requests.admit();
    BatchPlan plan = scheduler.plan();
    if (!plan.isEmpty()) {
      try (TensorScope step = scope.child()) {
        ended.addAll(run(step, plan, start, idle));
      }
    }
    leftWorkAt = hasWork() ? OptionalLong.of(nanoClock.getAsLong()) : OptionalLong.empty();
    return ended;
  }

  private void move(SlotMove move) {
    verifier.move(move);
    drafter.move(move);
  }

  private List<GenerationOutcome> run(TensorScope step, BatchPlan plan, long start, long idle) {
    SamplingTensors sampling = plan.sampling(vocabSize).upload(step);
    DraftPlan drafts = lengths.plan(StepShape.of(plan, drafter.unread(plan)));
    SamplingTensors drawing =
        drafts.isPrefix() ? sampling : plan.sampling(drafts.rows(), vocabSize).upload(step);
    StepTimes times = new StepTimes(nanoClock, start);
    DraftBlock block = lengths.verified(drafter.draft(step, plan, drawing, drafts));
    times.drafted();
    TargetPass pass = verifier.run(step, plan, block, sampling);
    times.started();
    drafter.append(plan, block, pass.context());
    times.appended();
    PassOutcome outcome = verifier.read(pass);
    long read = times.read();
    int slots = scheduler.running();
    long tokens = commit(plan, block, outcome, read);
    List<GenerationOutcome> finished = outcomes(plan.sequences());
    scheduler.advance(plan).forEach(this::move);
    times.ended();
    lengths.stepped(
        outcome.verifications().stream().map(Verification::acceptedCount).toList(),
        times.cost(!drafts.isEmpty(), pass.groups()));
    long prefilled = plan.chunks().stream().mapToLong(PrefillChunk::count).sum();
    long prompts = plan.chunks().stream().mapToLong(PrefillChunk::promptTokens).sum();
    stats =
        stats.plus(
            new DecodeStats(
                1,
                times.whole(),
                times.drafting(),
                times.verifying(),
                plan.running(),
                times.whole() * slots,
                prompts,
                tokens,
                prefilled - prompts,
                drafts.isEmpty() && !plan.decoding().isEmpty() ? 1 : 0,
                idle));
    return finished;
  }

  /** Commits what the pass decided; the answer is how many tokens that were. */
  private long commit(BatchPlan plan, DraftBlock block, PassOutcome outcome, long nanos) {
    long tokens = 0;
    for (int i = 0; i < plan.decoding().size(); i++) {
      Verification kept = outcome.verifications().get(i);
      int proposed = block.proposed().get(i);
      acceptance.count(proposed, block.drafted().get(i), kept.acceptedCount());
      tokens += plan.decoding().get(i).commit(proposed, kept.draftTokens(), kept.kept());
    }
    int completed = 0;
    for (PrefillChunk chunk : plan.chunks()) {
      if (chunk.endsPrefill()) {
        chunk.sequence().commitFirst(outcome.firstTokens().get(completed++), nanos);
      }
    }
    return tokens + completed;
  }

  /** What is reported of those that have ended. */
  private List<GenerationOutcome> outcomes(List<Sequence> sequences) {
    List<GenerationOutcome> outcomes = new ArrayList<>();
    for (Sequence sequence : sequences) {
      if (sequence.finished() && requests.contains(sequence)) {
        GenerationResult result = sequence.result(nanoClock.getAsLong());
        requests.done(sequence, result).ifPresent(outcomes::add);
      }
    }
    return outcomes;
  }

  @Override
  public void close() {
    scope.close();
  }
}
