package io.flinkdomino.runtime.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.model.SafetensorsFile;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses follow from logits of the reference implementation, gradients from losses. */
class CausalObjectiveTest {

  private static final Path PARITY = Path.of("../tests/golden/parity");

  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");

  @AfterEach
  void close() {
    scope.close();
  }

  private static ModelStore.Lease load(String model) {
    return ModelStore.acquire(
        new ModelSource(
            PARITY.resolve(model).resolve("target"),
            new DraftChoice.None(),
            TorchDevice.CPU,
            ElementType.FLOAT32));
  }

  private static TokenRow row(int[] tokens, int from) {
    BitSet supervised = new BitSet();
    supervised.set(from, tokens.length);
    return new TokenRow(tokens, supervised);
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwen3-domino-b8", "qwen3-new-rope-style-yarn"})
  void lossIsThatOfTheReferenceLogits(String model) throws IOException {
    int[] first = GoldenPrompts.prompt(PARITY.resolve(model), 2);
    int[] second = GoldenPrompts.prompt(PARITY.resolve(model), 3);
    TokenBatch batch = new TokenBatch(List.of(row(first, 0), row(second, 2)));
    try (ModelStore.Lease lease = load(model);
        SafetensorsFile golden =
            SafetensorsFile.open(PARITY.resolve(model).resolve("expected.safetensors"))) {
      TargetModel target = lease.models().target();
      AdamW optimizer = optimizer(target);

      CausalSums sums =
          new CausalObjective(scope, target, false).accumulate(optimizer, scope, List.of(batch));

      double expected =
          GoldenPrompts.entropy(golden, 2, first, 1) + GoldenPrompts.entropy(golden, 3, second, 2);
      assertThat(sums.labels()).isEqualTo(first.length - 1 + second.length - 2);
      assertThat(sums.entropy()).isCloseTo(expected, within(1e-3));
      CausalSums plain =
          new CausalObjective(scope, target, false).evaluate(scope, optimizer.weights(), batch);
      assertThat(plain.entropy()).isCloseTo(expected, within(1e-3));
      assertThat(plain.hits()).isEqualTo(sums.hits());
    }
  }

  private AdamW optimizer(TargetModel target) {
    List<Tensor> stored = WeightLayout.of(target.spec()).stored(target.weights());
    return new AdamW(scope, stored, new AdamWSettings(0.9, 0.999, 1e-8, 0, 1e9));
  }

  /** The loss falls along the gradient as fast as the gradient says, weight by weight. */
  @ParameterizedTest
  @ValueSource(strings = {"qwen3-domino-b8", "qwen3-tied-domino-noshift"})
  void gradientIsTheSlopeOfTheLoss(String model) throws IOException {
    int[] tokens = GoldenPrompts.prompt(PARITY.resolve(model), 2);
    TokenBatch batch = new TokenBatch(List.of(row(tokens, 1)));
    try (ModelStore.Lease lease = load(model)) {
      TargetModel target = lease.models().target();
      CausalObjective objective = new CausalObjective(scope, target, false);
      List<Tensor> weights = optimizer(target).weights();
      float labels = tokens.length - 1;

      List<Tensor> answer = objective.gradients(scope, weights, batch, labels);

      for (int i = 0; i < weights.size(); i++) {
        float[] gradient = answer.get(i + 1).toFloats();
        double norm =
            Math.sqrt(
                IntStream.range(0, gradient.length)
                    .mapToDouble(at -> (double) gradient[at] * gradient[at])
                    .sum());
        double slope = slope(objective, weights, i, gradient, norm, batch) / labels;
        assertThat(slope)
            .describedAs("weight " + i)
            .isCloseTo(norm, within(Math.max(2e-2 * norm, 2e-4)));
      }
    }
  }

  private double slope(
      CausalObjective objective,
      List<Tensor> weights,
      int index,
      float[] direction,
      double norm,
      TokenBatch batch) {
    double step = 3e-3;
    double[] entropy = new double[2];
    for (int side = 0; side < 2; side++) {
      float[] moved = weights.get(index).toFloats();
      for (int at = 0; at < moved.length; at++) {
        moved[at] += (float) ((2 * side - 1) * step * direction[at] / norm);
      }
      List<Tensor> others = new ArrayList<>(weights);
      others.set(index, scope.floats(FloatBuffer.wrap(moved), weights.get(index).shape()));
      entropy[side] = objective.evaluate(scope, others, batch).entropy();
    }
    return (entropy[1] - entropy[0]) / (2 * step);
  }
}
