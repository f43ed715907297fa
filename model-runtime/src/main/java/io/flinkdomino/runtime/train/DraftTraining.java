package io.flinkdomino.runtime.train;

import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.train.data.AnchorSampler;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.objective.DraftBatch;
import io.flinkdomino.runtime.train.objective.DraftObjective;
import io.flinkdomino.runtime.train.objective.DraftSums;
import io.flinkdomino.runtime.train.objective.FeatureSource;
import io.flinkdomino.runtime.train.objective.TokenBatch;
import io.flinkdomino.runtime.train.optimizer.AdamW;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A draft model that learns to guess what its frozen target would say. */
public final class DraftTraining implements Training {

  private static final long EVALUATION_SEED = 20_260_529;

  private final TensorScope scope;
  private final DraftModel draft;
  private final AdamW optimizer;
  private final DraftObjective objective;
  private final FeatureSource features;
  private final DraftTrainingSettings settings;

  /**
   * Prepares a training.
   *
   * @param scope owns all tensors of the training
   * @param draft whose weights it starts from
   * @param features what the target's layers say about each batch
   */
  public DraftTraining(
      TensorScope scope,
      DraftModel draft,
      TargetModel target,
      FeatureSource features,
      DraftTrainingSettings settings,
      AdamWSettings optimizer) {
    this.scope = scope;
    this.draft = draft;
    this.optimizer = new AdamW(scope, draft.weights(), optimizer);
    this.objective = new DraftObjective(scope, draft, target, settings.gamma(), settings.mixed());
    this.features = features;
    this.settings = settings;
  }

  @Override
  public WeightLayout layout() {
    return WeightLayout.of(draft.spec());
  }

  @Override
  public AdamW optimizer() {
    return optimizer;
  }

  @Override
  public Measures learn(int step, List<TokenRow> batch) {
    double lambda = settings.schedule().lambda(step);
    List<DraftBatch> parts = parts(batch, new Random(31 * settings.seed() + step));
    DraftSums sums = objective.accumulate(optimizer, scope, parts, features, lambda);
    return measures(Measures.none().with("loss", sums.loss(lambda)), sums).with("lambda", lambda);
  }

  @Override
  public Measures evaluate(List<TokenRow> rows) {
    DraftSums sums =
        parts(rows, new Random(EVALUATION_SEED)).stream()
            .map(part -> objective.evaluate(scope, optimizer.weights(), part, features))
            .reduce(DraftSums.NONE, DraftSums::plus);
    return measures(Measures.none(), sums);
  }

  private Measures measures(Measures first, DraftSums sums) {
    Measures base =
        first
            .with("base_loss", sums.baseLoss())
            .with("base_accuracy", sums.baseAccuracy())
            .with("base_acceptance_length", sums.baseAcceptanceLength());
    return draft.spec().hasDominoHead()
        ? base.with("final_loss", sums.finalLoss())
            .with("final_accuracy", sums.finalAccuracy())
            .with("final_acceptance_length", sums.finalAcceptanceLength())
        : base;
  }

  private List<DraftBatch> parts(List<TokenRow> rows, Random random) {
    List<DraftBatch> parts = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += settings.passRows()) {
      List<TokenRow> part = rows.subList(from, Math.min(rows.size(), from + settings.passRows()));
      parts.add(
          new DraftBatch(
              new TokenBatch(part),
              part.stream()
                  .map(row -> AnchorSampler.sample(row, settings.anchors(), random))
                  .toList()));
    }
    return parts;
  }
}
