package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.draft.ContextFeatures;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.List;
import java.util.Random;

/** Guesses blindly, and each row a different number of tokens, none at times. */
final class RandomDrafter implements Drafter {

  private final Random random;
  private final int vocabulary;
  private final int maxDraftTokens;

  RandomDrafter(long seed, int vocabulary, int maxDraftTokens) {
    this.random = new Random(seed);
    this.vocabulary = vocabulary;
    this.maxDraftTokens = maxDraftTokens;
  }

  @Override
  public int maxDraftTokens() {
    return maxDraftTokens;
  }

  @Override
  public DraftBlock draft(TensorScope scope, BatchPlan plan, SamplingTensors sampling) {
    int rows = plan.decoding().size();
    int width = random.nextInt(maxDraftTokens + 1);
    List<Integer> drafted = random.ints(rows, 0, width + 1).boxed().toList();
    long[] tokens = random.longs((long) rows * width, 0, vocabulary).toArray();
    return new DraftBlock(scope.longs(tokens, rows, width), drafted, drafted);
  }

  @Override
  public void append(BatchPlan plan, ContextFeatures context) {}

  @Override
  public void move(SlotMove move) {}
}
