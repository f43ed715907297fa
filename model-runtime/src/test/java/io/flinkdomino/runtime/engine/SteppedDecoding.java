package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.BatchScheduler;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.DraftPlan;
import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.draft.Drafters;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.verify.PassOutcome;
import io.flinkdomino.runtime.verify.TargetPass;
import io.flinkdomino.runtime.verify.Verification;
import io.flinkdomino.runtime.verify.Verifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Verifier and drafter driven by hand: the caller says at which steps drafts are made and kept. */
final class SteppedDecoding implements AutoCloseable {

  /** What a step does with drafts. */
  enum Drafting {
    /** Proposes and verifies. */
    ON,
    /** Proposes, but verifies nothing: every step commits one token. */
    IGNORED,
    /** Does not ask the drafter. */
    OFF,
    /** Proposes and verifies for some sequences, now these, now those, a few drafts each. */
    SOME
  }

  /** Drafts that were made for prompt {@code prompt} when so many tokens were committed. */
  record Place(int prompt, int committed) {}

  private final TensorScope scope;
  private final Verifier verifier;
  private final int vocabSize;
  private final Drafter drafter;
  private final BatchScheduler scheduler;
  private final List<Sequence> sequences;
  private final Map<Place, List<Integer>> drafts = new HashMap<>();
  private int steps;

  /** All prompts run at once; each slot has room for {@code maxTokens}. */
  SteppedDecoding(LoadedModels models, List<EncodedPrompt> prompts, int maxTokens) {
    TorchProgram.prepareThread(1);
    scope = TensorScope.open(models.target().device(), "stepped");
    KvCapacity capacity = new KvCapacity(prompts.size(), maxTokens + models.specs().lookahead());
    DecodeState state = DecodeState.allocate(scope, capacity.slots());
    vocabSize = models.target().spec().transformer().vocabSize();
    verifier =
        new Verifier(scope, models.target(), state, capacity, models.specs().featureLayers());
    drafter = Drafters.open(scope, models, state, capacity, models.specs().maxDraftTokens());
    scheduler = new BatchScheduler(capacity.slots(), 7, () -> 0);
    StopRules endless = new StopRules(Set.of(), Integer.MAX_VALUE);
    sequences =
        IntStream.range(0, prompts.size())
            .mapToObj(
                i ->
                    new Sequence(
                        prompts.get(i),
                        0,
                        new io.flinkdomino.runtime.admission.Place(0, i),
                        new Emitter(endless, Optional.empty()),
                        64,
                        0))
            .toList();
    sequences.forEach(scheduler::join);
  }

  /** Runs one step. */
  void step(Drafting drafting) {
    BatchPlan plan = scheduler.plan();
    try (TensorScope step = scope.child()) {
      SamplingTensors sampling = plan.sampling(vocabSize).upload(step);
      DraftBlock block = propose(step, plan, drafting);
      TargetPass pass = verifier.run(step, plan, block, sampling);
      drafter.append(plan, block, pass.context());
      commit(plan, block, verifier.read(pass));
    }
    for (SlotMove move : scheduler.advance(plan)) {
      verifier.move(move);
      drafter.move(move);
    }
  }

  private DraftBlock propose(TensorScope step, BatchPlan plan, Drafting drafting) {
    int rows = plan.decoding().size();
    DraftPlan who = who(drafting, rows);
    SamplingTensors drawing = plan.sampling(who.rows(), vocabSize).upload(step);
    DraftBlock block = drafter.draft(step, plan, drawing, who);
    long[] tokens = block.draftTokens().toLongs();
    for (int i = 0; i < who.rows().size(); i++) {
      int row = who.rows().get(i);
      Sequence sequence = plan.decoding().get(row);
      int from = i * block.columns();
      drafts.put(
          new Place(sequences.indexOf(sequence), sequence.committedTokens()),
          IntStream.range(from, from + block.drafted().get(row))
              .mapToObj(k -> (int) tokens[k])
              .toList());
    }
    return drafting == Drafting.IGNORED ? block.verifying(Collections.nCopies(rows, 0)) : block;
  }

  private DraftPlan who(Drafting drafting, int rows) {
    steps++;
    return switch (drafting) {
      case OFF -> DraftPlan.NONE;
      case ON, IGNORED -> DraftPlan.all(rows, drafter.maxDraftTokens());
      case SOME -> {
        List<Integer> some =
            IntStream.range(0, rows).filter(row -> (row + steps) % 3 != 0).boxed().toList();
        yield new DraftPlan(some, 1 + steps % drafter.maxDraftTokens(), true);
      }
    };
  }

  private static void commit(BatchPlan plan, DraftBlock block, PassOutcome outcome) {
    for (int row = 0; row < plan.decoding().size(); row++) {
      Verification kept = outcome.verifications().get(row);
      plan.decoding().get(row).commit(block.proposed().get(row), kept.draftTokens(), kept.kept());
    }
    int completed = 0;
    for (PrefillChunk chunk : plan.chunks()) {
      if (chunk.endsPrefill()) {
        chunk.sequence().commitFirst(outcome.firstTokens().get(completed++), 0);
      }
    }
  }

  /** All drafts made so far. */
  Map<Place, List<Integer>> drafts() {
    return Map.copyOf(drafts);
  }

  /** Committed tokens of the longest sequence. */
  int longest() {
    return sequences.stream().mapToInt(Sequence::committedTokens).max().orElseThrow();
  }

  @Override
  public void close() {
    scope.close();
  }
}
