package io.flinkdomino.runtime.train.objective;

import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.List;

/** Runs the frozen target over each batch. Trainer thread only. */
public final class TargetFeatures implements FeatureSource {

  private final TargetModel target;
  private final TorchProgram program;

  /**
   * Prepares the target's pass.
   *
   * @param scope owns the program
   * @param layers after which features are taken
   */
  public TargetFeatures(TensorScope scope, TargetModel target, List<Integer> layers) {
    this.target = target;
    this.program = target.trainingProgram(scope, layers, false);
  }

  @Override
  public Tensor of(TensorScope pass, TokenBatch batch) {
    return program.tensor(
        pass, "features", target.weights(), target.inverseFrequencies(), batch.tokens(pass));
  }
}
