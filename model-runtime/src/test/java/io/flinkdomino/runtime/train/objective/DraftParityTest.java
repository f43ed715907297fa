package io.flinkdomino.runtime.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.model.LoadedDraft;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.model.TensorShape;
import io.flinkdomino.runtime.model.WeightEntry;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.model.Weights;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses, gradients and updates are those of the reference trainer, for both label conventions. */
@ParameterizedClass
@MethodSource("cases")
class DraftParityTest {

  private final GoldenTraining golden;
  private final ModelStore.Lease lease;
  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");
  private final DraftModel draft;
  private final TargetModel target;
  private final DraftObjective objective;

  DraftParityTest(String name) {
    golden = new GoldenTraining(name);
    lease =
        ModelStore.acquire(
            new ModelSource(
                golden.model("target"),
                new DraftChoice.Folder(golden.model("draft")),
                TorchDevice.CPU,
                ElementType.FLOAT32));
    draft = ((LoadedDraft.Block) lease.models().draft()).model();
    target = lease.models().target();
    objective = new DraftObjective(scope, draft, target, golden.gamma(), false);
  }

  static List<String> cases() {
    return GoldenTraining.CASES;
  }

  @AfterEach
  void close() {
    scope.close();
    lease.close();
    golden.close();
  }

  private AdamW optimizer(double weightDecay) {
    return new AdamW(scope, draft.weights(), new AdamWSettings(0.9, 0.999, 1e-8, weightDecay, 1.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void lossesAreTheReference(int which) {
    JsonNode expected = golden.expected().get("cases").get(which);
    double lambda = expected.get("lambda_base").asDouble();

    DraftSums sums =
        objective.accumulate(
            optimizer(0), scope, List.of(golden.batch()), golden.features(0, 3), lambda);

    check(sums, lambda, expected);
    DraftSums withoutGradients =
        objective.evaluate(scope, draft.weights(), golden.batch(), golden.features(0, 3));
    check(withoutGradients, lambda, expected);
  }

  private static void check(DraftSums sums, double lambda, JsonNode expected) {
    close(sums.loss(lambda), expected, "loss", 1e-4);
    close(sums.baseLoss(), expected, "base_loss", 1e-4);
    close(sums.finalLoss(), expected, "final_loss", 1e-4);
    close(sums.baseAccuracy(), expected, "base_accuracy", 1e-6);
    close(sums.finalAccuracy(), expected, "accuracy", 1e-6);
    close(sums.baseAcceptanceLength(), expected, "base_accept_len", 1e-6);
    close(sums.finalAcceptanceLength(), expected, "accept_len", 1e-6);
    close(sums.labels(), expected, "accuracy_denom", 0);
  }

  private static void close(double actual, JsonNode expected, String field, double tolerance) {
    assertThat(actual)
        .describedAs(field)
        .isCloseTo(expected.get(field).asDouble(), within(tolerance));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "0.5", "0.0"})
  void gradientsAreTheReference(String lambda) {
    double weights = objective.weights(golden.batch());
    List<Tensor> share = objective.share(scope, Double.parseDouble(lambda), weights);

    List<Tensor> answer =
        objective.gradients(
            scope, optimizer(0).weights(), golden.batch(), golden.features(0, 3), share);

    stored(answer.subList(1, answer.size()))
        .forEach((name, gradient) -> checkGradient(name, "grad.lambda" + lambda + ".", gradient));
  }

  private void checkGradient(String name, String prefix, float[] gradient) {
    float[] expected = golden.read(prefix + name);
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double tolerance = largest == 0 ? 1e-7 : 1e-3 * largest;
    assertThat(difference(gradient, expected)).describedAs(name).isLessThanOrEqualTo(tolerance);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void tenUpdatesAreTheReference(int run) {
    JsonNode expected = golden.expected().get("adamw").get(run);
    AdamW optimizer = optimizer(expected.get("weight_decay").asDouble());

    for (JsonNode step : expected.get("steps")) {
      double lambda = step.get("lambda_base").asDouble();
      DraftSums sums =
          objective.accumulate(
              optimizer, scope, List.of(golden.batch()), golden.features(0, 3), lambda);
      double norm = optimizer.update(step.get("lr").asDouble());

      close(sums.loss(lambda), step, "loss", 1e-4);
      close(sums.baseLoss(), step, "base_loss", 1e-4);
      close(sums.finalLoss(), step, "final_loss", 1e-4);
      close(norm, step, "grad_norm_before_clip", 1e-3);
    }

    String prefix = "after10.wd" + expected.get("weight_decay").asText() + ".";
    stored(optimizer.weights())
        .forEach(
            (name, weight) ->
                assertThat(difference(weight, golden.read(prefix + name)))
                    .describedAs(name)
                    .isLessThanOrEqualTo(2e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "0.5", "0.0"})
  void partsOfABatchAddUpToIt(String lambda) {
    double share = Double.parseDouble(lambda);
    AdamW whole = optimizer(0);
    AdamW parts = optimizer(0);

    DraftSums all =
        objective.accumulate(whole, scope, List.of(golden.batch()), golden.features(0, 3), share);
    DraftSums sum =
        objective.accumulate(
            parts,
            scope,
            List.of(golden.batch(0, 1), golden.batch(1, 3)),
            (pass, batch) ->
                batch.rows().size() == 1
                    ? golden.features(0, 1).of(pass, batch)
                    : golden.features(1, 3).of(pass, batch),
            share);

    assertThat(sum.loss(share)).isCloseTo(all.loss(share), within(1e-6));
    assertThat(parts.update(1e-3)).isCloseTo(whole.update(1e-3), within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {0})
  void featuresAreTheReference(int ignored) {
    FeatureSource features = new TargetFeatures(scope, target, draft.spec().targetLayerIds());

    float[] actual = features.of(scope, golden.batch().tokens()).toFloats();

    assertThat(difference(actual, golden.read("features"))).isLessThanOrEqualTo(3e-4);
  }

  /** Splits weights into the tensors that files store. */
  private Map<String, float[]> stored(List<Tensor> weights) {
    Map<String, float[]> stored = new LinkedHashMap<>();
    try (Weights files = ModelFolder.open(golden.model("draft")).openWeights()) {
      List<WeightEntry> entries = WeightLayout.of(draft.spec(), files).entries();
      assertThat(weights).hasSameSizeAs(entries);
      for (int i = 0; i < entries.size(); i++) {
        float[] all = weights.get(i).toFloats();
        int at = 0;
        for (int part = 0; part < entries.get(i).names().size(); part++) {
          TensorShape shape = entries.get(i).shapes().get(part);
          int end = at + (int) shape.elements();
          stored.put(entries.get(i).names().get(part), Arrays.copyOfRange(all, at, end));
          at = end;
        }
      }
    }
    return stored;
  }

  private static double difference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }
}
