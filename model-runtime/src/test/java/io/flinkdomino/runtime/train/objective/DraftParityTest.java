package io.flinkdomino.runtime.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.model.WeightEntry;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.train.ParityModels;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses, gradients and updates are those of the reference trainer, for both label conventions. */
class DraftParityTest {

  /** One case, with all that is open for it. */
  private record Case(
      GoldenTraining golden, ParityModels models, TensorScope scope, DraftObjective objective)
      implements AutoCloseable {

    static Case open(String name) {
      GoldenTraining golden = new GoldenTraining(name);
      ParityModels models = ParityModels.open(name);
      TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");
      return new Case(
          golden,
          models,
          scope,
          new DraftObjective(scope, models.draft(), models.target(), golden.gamma(), false));
    }

    DraftModel draft() {
      return models.draft();
    }

    AdamW optimizer(double weightDecay) {
      return new AdamW(
          scope, draft().weights(), new AdamWSettings(0.9, 0.999, 1e-8, weightDecay, 1.0));
    }

    DraftSums accumulate(AdamW optimizer, double lambda) {
      return objective.accumulate(
          optimizer, scope, List.of(golden.batch()), golden.features(0, 3), lambda);
    }

    @Override
    public void close() {
      scope.close();
      models.close();
      golden.close();
    }
  }

  static Stream<Arguments> casesAndLambdas() {
    return GoldenTraining.CASES.stream()
        .flatMap(name -> IntStream.range(0, 3).mapToObj(lambda -> Arguments.of(name, lambda)));
  }

  static Stream<Arguments> casesAndRuns() {
    return GoldenTraining.CASES.stream()
        .flatMap(name -> IntStream.range(0, 2).mapToObj(run -> Arguments.of(name, run)));
  }

  static List<String> cases() {
    return GoldenTraining.CASES;
  }

  @ParameterizedTest
  @MethodSource("casesAndLambdas")
  void lossesAreTheReference(String name, int which) {
    try (Case training = Case.open(name)) {
      JsonNode expected = training.golden().expected().get("cases").get(which);
      double lambda = expected.get("lambda_base").asDouble();

      check(training.accumulate(training.optimizer(0), lambda), lambda, expected);
      check(
          training
              .objective()
              .evaluate(
                  training.scope(),
                  training.draft().weights(),
                  training.golden().batch(),
                  training.golden().features(0, 3)),
          lambda,
          expected);
    }
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
  @MethodSource("casesAndLambdas")
  void gradientsAreTheReference(String name, int which) {
    try (Case training = Case.open(name)) {
      double lambda =
          training.golden().expected().get("cases").get(which).get("lambda_base").asDouble();
      double weights = training.objective().weights(training.golden().batch());

      List<Tensor> answer =
          training
              .objective()
              .gradients(
                  training.scope(),
                  training.optimizer(0).weights(),
                  training.golden().batch(),
                  training.golden().features(0, 3),
                  training.objective().share(training.scope(), lambda, weights));

      stored(training, answer.subList(1, answer.size()))
          .forEach(
              (tensor, gradient) ->
                  checkGradient(
                      tensor,
                      gradient,
                      training.golden().read("grad.lambda" + lambda + "." + tensor)));
    }
  }

  private static void checkGradient(String name, float[] gradient, float[] expected) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double tolerance = largest == 0 ? 1e-7 : 1e-3 * largest;
    assertThat(difference(gradient, expected)).describedAs(name).isLessThanOrEqualTo(tolerance);
  }

  @ParameterizedTest
  @MethodSource("casesAndRuns")
  void tenUpdatesAreTheReference(String name, int run) {
    try (Case training = Case.open(name)) {
      JsonNode expected = training.golden().expected().get("adamw").get(run);
      AdamW optimizer = training.optimizer(expected.get("weight_decay").asDouble());

      for (JsonNode step : expected.get("steps")) {
        double lambda = step.get("lambda_base").asDouble();
        DraftSums sums = training.accumulate(optimizer, lambda);
        double norm = optimizer.update(step.get("lr").asDouble());

        close(sums.loss(lambda), step, "loss", 1e-4);
        close(sums.baseLoss(), step, "base_loss", 1e-4);
        close(sums.finalLoss(), step, "final_loss", 1e-4);
        close(norm, step, "grad_norm_before_clip", 1e-3);
      }

      String prefix = "after10.wd" + expected.get("weight_decay").asText() + ".";
      stored(training, optimizer.weights())
          .forEach(
              (tensor, weight) ->
                  assertThat(difference(weight, training.golden().read(prefix + tensor)))
                      .describedAs(tensor)
                      .isLessThanOrEqualTo(2e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void partsOfABatchAddUpToIt(String name) {
    try (Case training = Case.open(name)) {
      GoldenTraining golden = training.golden();
      AdamW whole = training.optimizer(0);
      AdamW parts = training.optimizer(0);

      DraftSums all = training.accumulate(whole, 0.5);
      DraftSums sum =
          training
              .objective()
              .accumulate(
                  parts,
                  training.scope(),
                  List.of(golden.batch(0, 1), golden.batch(1, 3)),
                  (pass, batch) ->
                      batch.rows().size() == 1
                          ? golden.features(0, 1).of(pass, batch)
                          : golden.features(1, 3).of(pass, batch),
                  0.5);

      assertThat(sum.loss(0.5)).isCloseTo(all.loss(0.5), within(1e-6));
      assertThat(parts.update(1e-3)).isCloseTo(whole.update(1e-3), within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void featuresAreTheReference(String name) {
    try (Case training = Case.open(name)) {
      TargetModel target = training.models().target();
      List<Integer> layers = training.draft().spec().targetLayerIds();
      FeatureSource features = new TargetFeatures(training.scope(), target, layers);

      float[] actual = features.of(training.scope(), training.golden().batch().tokens()).toFloats();

      assertThat(difference(actual, training.golden().read("features"))).isLessThanOrEqualTo(3e-4);
    }
  }

  /** Splits weights into the tensors that files store. */
  private static Map<String, float[]> stored(Case training, List<Tensor> weights) {
    Map<String, float[]> stored = new LinkedHashMap<>();
    List<WeightEntry> entries = WeightLayout.of(training.draft().spec()).entries();
    assertThat(weights).hasSameSizeAs(entries);
    for (int i = 0; i < entries.size(); i++) {
      float[] all = weights.get(i).toFloats();
      int at = 0;
      for (int part = 0; part < entries.get(i).names().size(); part++) {
        int end = at + (int) entries.get(i).shapes().get(part).elements();
        stored.put(entries.get(i).names().get(part), Arrays.copyOfRange(all, at, end));
        at = end;
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
