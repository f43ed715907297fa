package io.flinkdomino.runtime.train.objective;

import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Next-token cross-entropy of a causal language model: the mean over the tokens to be learned.
 * Trainer thread only.
 */
public final class CausalObjective {

  private final TorchProgram program;
  private final Tensor inverseFrequencies;

  /**
   * Prepares the pass.
   *
   * @param scope owns the program
   * @param mixed whether matrices are multiplied in bfloat16
   */
  public CausalObjective(TensorScope scope, TargetModel model, boolean mixed) {
    this.program = model.trainingProgram(scope, List.of(), mixed);
    this.inverseFrequencies =
        TorchProgram.load(scope, "transfer", Map.of(), List.of())
            .tracked(scope, "copies", List.of(model.inverseFrequencies()))
            .get(0);
  }

  /**
   * Adds a batch's gradients to the optimizer, whose weights are a tied model's without its output
   * head.
   *
   * @param parts of the batch, each in its own pass; some token to be learned among them
   * @return sums over all parts
   */
  public CausalSums accumulate(AdamW optimizer, TensorScope scope, List<TokenBatch> parts) {
    float labels = parts.stream().mapToInt(CausalObjective::labels).sum();
    CausalSums sums = CausalSums.NONE;
    for (TokenBatch part : parts) {
      try (TensorScope pass = scope.child()) {
        List<Tensor> answer = gradients(pass, optimizer.weights(), part, labels);
        optimizer.accumulate(answer.subList(1, answer.size()));
        sums = sums.plus(CausalSums.of(answer.get(0).toDoubles()));
      }
    }
    return sums;
  }

  private static int labels(TokenBatch batch) {
    return batch.rows().stream().mapToInt(TokenRow::labels).sum();
  }

  /** A part's sums, then its gradient for each weight. */
  List<Tensor> gradients(TensorScope pass, List<Tensor> weights, TokenBatch part, float labels) {
    return program.tracked(
        pass,
        "gradients",
        weights,
        inverseFrequencies,
        part.tokens(pass),
        part.supervised(pass),
        pass.floats(FloatBuffer.wrap(new float[] {labels})));
  }

  /** A batch's sums under some weights, without gradients. */
  public CausalSums evaluate(TensorScope scope, List<Tensor> weights, TokenBatch batch) {
    try (TensorScope pass = scope.child()) {
      return CausalSums.of(
          program
              .tensor(
                  pass,
                  "evaluate",
                  weights,
                  inverseFrequencies,
                  batch.tokens(pass),
                  batch.supervised(pass))
              .toDoubles());
    }
  }
}
