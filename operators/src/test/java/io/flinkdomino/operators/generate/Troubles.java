package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.draft.ContextFeatures;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.DraftPlan;
import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.draft.Drafters;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.EngineException;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Engines that tests in this JVM hold up, break and count. */
final class Troubles {

  /** A prompt that begins with this token breaks the engine in every step that it is part of. */
  static final int POISON = 3;

  private static final Queue<DecodeEngine> OPENED = new ConcurrentLinkedQueue<>();
  private static volatile boolean held;
  private static volatile boolean broken;
  private static volatile boolean breakOnce;
  private static final Semaphore WAITING = new Semaphore(0);

  private Troubles() {}

  static void forget() {
    OPENED.clear();
    held = false;
    broken = false;
    breakOnce = false;
    WAITING.drainPermits();
  }

  static DecodeEngine open(LoadedModels models, EngineSettings settings) {
    DecodeEngine engine =
        new DecodeEngine(
            models,
            settings,
            System::nanoTime,
            (scope, loaded, state, capacity, verified) ->
                new TroubledDrafter(Drafters.open(scope, loaded, state, capacity, verified)));
    OPENED.add(engine);
    return engine;
  }

  /** From now on every engine stops in the middle of its next step, until it is interrupted. */
  static void hold() {
    held = true;
  }

  /** Steps that are held. */
  static int holding() {
    return WAITING.availablePermits();
  }

  /** From now on every step fails. */
  static void breakAll() {
    broken = true;
  }

  /** The next step fails, whoever takes part. */
  static void breakOnce() {
    breakOnce = true;
  }

  /** Engines opened. */
  static int opened() {
    return OPENED.size();
  }

  /** Tokens that all of them decoded. */
  static long decodedTokens() {
    return OPENED.stream().mapToLong(engine -> engine.stats().decodedTokens()).sum();
  }

  private record TroubledDrafter(Drafter drafter) implements Drafter {

    @Override
    public int maxDraftTokens() {
      return drafter.maxDraftTokens();
    }

    @Override
    public DraftBlock draft(
        TensorScope scope, BatchPlan plan, SamplingTensors sampling, DraftPlan drafts) {
      if (held) {
        waitForEver();
      }
      if (broken || breakOnce || takesPart(plan)) {
        breakOnce = false;
        throw new EngineException("planted", new IllegalStateException("planted"));
      }
      return drafter.draft(scope, plan, sampling, drafts);
    }

    private static boolean takesPart(BatchPlan plan) {
      Stream<Sequence> prefilled = plan.chunks().stream().map(PrefillChunk::sequence);
      return Stream.concat(plan.decoding().stream(), prefilled).anyMatch(s -> s.token(0) == POISON);
    }

    private static void waitForEver() {
      WAITING.release();
      try {
        new Semaphore(0).acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("held until the end", e);
      }
    }

    @Override
    public void append(BatchPlan plan, DraftBlock block, ContextFeatures context) {
      drafter.append(plan, block, context);
    }

    @Override
    public void move(SlotMove move) {
      drafter.move(move);
    }
  }
}
