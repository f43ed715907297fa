package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.SlotMove;
import io.flinkdomino.runtime.draft.ContextFeatures;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.DraftPlan;
import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.ArrayList;
import java.util.Collections;
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
  public DraftBlock draft(
      TensorScope scope, BatchPlan plan, SamplingTensors sampling, DraftPlan drafts) {
    int rows = drafts.rows().size();
    int width = random.nextInt(drafts.length() + 1);
    List<Integer> drafted = new ArrayList<>(Collections.nCopies(plan.decoding().size(), 0));
    drafts.rows().forEach(row -> drafted.set(row, random.nextInt(width + 1)));
    long[] tokens = random.longs((long) rows * width, 0, vocabulary).toArray();
    float[] sureness = new float[drafts.sureness() ? rows * width : 0];
    for (int i = 0; i < sureness.length; i++) {
      sureness[i] = random.nextFloat();
    }
    return new DraftBlock(scope.longs(tokens, rows, width), drafts, drafted, drafted, sureness);
  }

  @Override
  public void append(BatchPlan plan, DraftBlock block, ContextFeatures context) {}

  @Override
  public void move(SlotMove move) {}
}
