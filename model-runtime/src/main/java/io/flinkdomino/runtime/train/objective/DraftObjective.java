package io.flinkdomino.runtime.train.objective;

import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The base-anchored objective of a draft model (Domino, arXiv 2605.29707): two cross-entropies over
 * the labels of all blocks, of the base and of the corrected logits, with weights that fall with
 * the place in the block. The share of the base falls while training goes on. Trainer thread only.
 */
public final class DraftObjective {

  private final DraftModel draft;
  private final TorchProgram program;
  private final List<Tensor> frozen;
  private final double gamma;

  /**
   * Prepares the pass.
   *
   * @param scope owns the program and copies of the target's embedding and output head
   * @param gamma after how many places a label's weight falls to 1 / e
   * @param mixed whether matrices are multiplied in bfloat16
   */
  public DraftObjective(
      TensorScope scope, DraftModel draft, TargetModel target, double gamma, boolean mixed) {
    this.draft = draft;
    this.gamma = gamma;
    this.program = draft.trainingProgram(scope, mixed);
    this.frozen =
        TorchProgram.load(scope, "transfer", Map.of(), List.of())
            .tracked(
                scope,
                "copies",
                List.of(draft.inverseFrequencies(), target.embedding(), target.lmHead()));
  }

  /** The sum of the weights of a batch's labels. */
  double weights(DraftBatch batch) {
    return batch.weightSum(draft.spec().maxDraftTokens(), gamma);
  }

  /**
   * Adds a batch's gradients to the optimizer.
   *
   * @param parts of the batch, each in its own pass; some label among them
   * @param lambda share of the base cross-entropy
   * @return sums over all parts
   */
  public DraftSums accumulate(
      AdamW optimizer,
      TensorScope scope,
      List<DraftBatch> parts,
      FeatureSource features,
      double lambda) {
    double[] weights = parts.stream().mapToDouble(this::weights).toArray();
    double all = Arrays.stream(weights).sum();
    DraftSums sums = DraftSums.NONE;
    for (int i = 0; i < weights.length; i++) {
      try (TensorScope pass = scope.child()) {
        List<Tensor> share = share(pass, lambda, all);
        List<Tensor> answer = gradients(pass, optimizer.weights(), parts.get(i), features, share);
        optimizer.accumulate(answer.subList(1, answer.size()));
        sums = sums.plus(DraftSums.of(answer.get(0).toDoubles(), weights[i]));
      }
    }
    return sums;
  }

  /** A part's sums, then its gradient for each weight. */
  List<Tensor> gradients(
      TensorScope pass,
      List<Tensor> weights,
      DraftBatch part,
      FeatureSource features,
      List<Tensor> share) {
    return program.tracked(pass, "gradients", arguments(pass, weights, part, features, share));
  }

  /** A batch's sums under some weights, without gradients. */
  public DraftSums evaluate(
      TensorScope scope, List<Tensor> weights, DraftBatch batch, FeatureSource features) {
    try (TensorScope pass = scope.child()) {
      Object[] arguments = arguments(pass, weights, batch, features, share(pass, 0, 1));
      return DraftSums.of(program.tensor(pass, "evaluate", arguments).toDoubles(), weights(batch));
    }
  }

  private Object[] arguments(
      TensorScope pass,
      List<Tensor> weights,
      DraftBatch batch,
      FeatureSource features,
      List<Tensor> share) {
    return new Object[] {
      weights,
      frozen,
      batch.tokens().tokens(pass),
      batch.tokens().supervised(pass),
      features.of(pass, batch.tokens()),
      batch.anchors(pass),
      batch.keep(pass),
      share
    };
  }

  /**
   * What {@link #gradients} divides by: the base's share, gamma, and the batch's sum of weights.
   */
  List<Tensor> share(TensorScope pass, double lambda, double weights) {
    return List.of(scalar(pass, lambda), scalar(pass, gamma), scalar(pass, weights));
  }

  private static Tensor scalar(TensorScope scope, double value) {
    return scope.floats(FloatBuffer.wrap(new float[] {(float) value}));
  }
}
