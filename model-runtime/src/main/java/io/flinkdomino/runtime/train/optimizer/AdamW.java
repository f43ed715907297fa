package io.flinkdomino.runtime.train.optimizer;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.List;
import java.util.Map;

/**
 * AdamW with decoupled weight decay, after clipping by the global norm (Loshchilov and Hutter,
 * arXiv 1711.05101). It owns the weights while they are trained. Trainer thread only.
 */
public final class AdamW {

  private static final List<String> STATE =
      List.of("weights", "gradients", "first_moments", "second_moments", "steps");

  private final TensorScope scope;
  private final TorchProgram program;
  private final AdamWSettings settings;
  private final List<Tensor> weights;

  /**
   * Starts from copies of weights, with moments of zero.
   *
   * @param scope owns weights and state
   */
  public AdamW(TensorScope scope, List<Tensor> initial, AdamWSettings settings) {
    this.scope = scope;
    this.settings = settings;
    this.program = TorchProgram.load(scope, "optimizer", Map.of(), STATE);
    this.weights = program.tracked(scope, "start", initial);
  }

  /** The weights as they are now, in the order in which they came. */
  public List<Tensor> weights() {
    return weights;
  }

  /** Running means of the gradients; handles live in {@code scope}. */
  public List<Tensor> firstMoments(TensorScope scope) {
    return state(scope, weights.size());
  }

  /** Running means of the squared gradients; handles live in {@code scope}. */
  public List<Tensor> secondMoments(TensorScope scope) {
    return state(scope, 2 * weights.size());
  }

  private List<Tensor> state(TensorScope scope, int from) {
    return program.tracked(scope, "state").subList(from, from + weights.size());
  }

  /** Goes on from what weights and moments were after so many updates. */
  public void resume(
      List<Tensor> weights, List<Tensor> firstMoments, List<Tensor> secondMoments, int updates) {
    program.number("resume", weights, firstMoments, secondMoments, updates);
  }

  /** Adds the gradients of one part of a batch. */
  public void accumulate(List<Tensor> gradients) {
    program.number("accumulate", gradients);
  }

  /**
   * Updates the weights with what was accumulated, and forgets it.
   *
   * @return the global norm of the gradients before clipping
   */
  public double update(double learningRate) {
    try (TensorScope step = scope.child()) {
      return program.tensor(
              step,
              "update",
              learningRate,
              settings.beta1(),
              settings.beta2(),
              settings.epsilon(),
              settings.weightDecay(),
              settings.clipNorm())
          .toFloats()[0];
    }
  }
}
