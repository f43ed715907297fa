package io.flinkdomino.runtime.train.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.train.ParityModels;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DraftObjectiveTest {

  private static final int LENGTH = 20;
  private static final int[] ANCHORS = {2, 5, 9};

  private final ParityModels models = ParityModels.open("qwen3-domino-b8");
  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");

  @AfterEach
  void close() {
    scope.close();
    models.close();
  }

  /** Says how often it was asked, its copies included. */
  private static final class CountingMask extends BitSet {

    private static final long serialVersionUID = 1;

    private final AtomicInteger questions;

    CountingMask(AtomicInteger questions) {
      this.questions = questions;
      set(0, LENGTH);
    }

    @Override
    public boolean get(int index) {
      questions.incrementAndGet();
      return super.get(index);
    }
  }

  private static DraftBatch part(AtomicInteger questions, int seed) {
    int[] tokens = new Random(seed).ints(LENGTH, 0, 128).toArray();
    TokenRow row = new TokenRow(tokens, new CountingMask(questions));
    return new DraftBatch(new TokenBatch(List.of(row)), List.of(ANCHORS));
  }

  @Test
  void labelWeightsAreSummedOncePerPart() {
    AtomicInteger questions = new AtomicInteger();
    int drafts = models.draft().spec().maxDraftTokens();
    TargetFeatures features =
        new TargetFeatures(scope, models.target(), models.draft().spec().targetLayerIds());
    DraftObjective objective = new DraftObjective(scope, models.draft(), models.target(), 4, false);
    AdamW optimizer =
        new AdamW(scope, models.draft().weights(), new AdamWSettings(0.9, 0.999, 1e-8, 0, 1));

    DraftSums sums =
        objective.accumulate(
            optimizer, scope, List.of(part(questions, 1), part(questions, 2)), features, 0.5);

    // The mask goes to the device, and each label is weighed.
    assertThat(questions).hasValue(2 * (LENGTH + ANCHORS.length * drafts));
    assertThat(sums.weights())
        .isEqualTo(objective.weights(part(questions, 1)) + objective.weights(part(questions, 2)));
  }
}
