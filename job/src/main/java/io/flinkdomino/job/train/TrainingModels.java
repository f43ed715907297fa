package io.flinkdomino.job.train;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.TrainCache;
import io.flinkdomino.job.options.TrainKind;
import io.flinkdomino.job.options.TrainModel;
import io.flinkdomino.job.options.TrainSchedule;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.DraftSpec;
import io.flinkdomino.runtime.model.InitialWeights;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.ModelFormatException;
import io.flinkdomino.runtime.model.ModelLoader;
import io.flinkdomino.runtime.model.ModelSource;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.model.TargetSpec;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.model.Weights;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.train.CausalTraining;
import io.flinkdomino.runtime.train.DraftTraining;
import io.flinkdomino.runtime.train.DraftTrainingSettings;
import io.flinkdomino.runtime.train.Training;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.features.FeatureCache;
import io.flinkdomino.runtime.train.features.FeatureIdentity;
import io.flinkdomino.runtime.train.objective.FeatureSource;
import io.flinkdomino.runtime.train.objective.LossSchedule;
import io.flinkdomino.runtime.train.objective.TargetFeatures;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The models of a training, opened: the one that learns, and the frozen target of a drafter that
 * drafts by blocks.
 */
final class TrainingModels implements AutoCloseable {

  private static final double BETA1 = 0.9;
  private static final double BETA2_OF_BLOCKS = 0.999;
  // A whole language model from scratch is steadier with a shorter memory.
  private static final double BETA2_OF_CAUSAL = 0.95;
  private static final double EPSILON = 1e-8;

  private final TrainModel model;
  private final TrainSchedule schedule;
  private final TrainCache caching;
  private final TensorScope scope;
  private final ModelFolder base;
  private final ModelFolder shapes;
  private final List<ModelStore.Lease> leases;
  private Optional<FeatureCache> cache = Optional.empty();

  private TrainingModels(
      TrainSettings settings,
      TensorScope scope,
      ModelFolder base,
      ModelFolder shapes,
      List<ModelStore.Lease> leases) {
    this.model = settings.model();
    this.schedule = settings.schedule();
    this.caching = settings.cache();
    this.scope = scope;
    this.base = base;
    this.shapes = shapes;
    this.leases = leases;
  }

  /**
   * Opens them; a target is loaded.
   *
   * @param base the folder whose tokenizer and template turn conversations into tokens
   * @param shapes the folder of the model that learns
   * @throws io.flinkdomino.runtime.model.ModelFormatException if they do not fit each other
   */
  static TrainingModels open(
      TrainSettings settings, ModelFolder base, ModelFolder shapes, TensorScope scope) {
    TrainModel model = settings.model();
    if (!model.kind().isBlock()) {
      requireVocabulary(model, TargetSpec.of(base), shapes);
      return new TrainingModels(settings, scope, base, shapes, List.of());
    }
    DraftSpec draft = DraftSpec.of(shapes);
    draft.requireMatches(TargetSpec.of(base));
    requireHead(model, draft);
    return new TrainingModels(
        settings,
        scope,
        base,
        shapes,
        List.of(
            ModelStore.acquire(
                new ModelSource(
                    model.model(), new DraftChoice.None(), scope.device(), ElementType.FLOAT32))));
  }

  private static void requireVocabulary(TrainModel model, TargetSpec target, ModelFolder shapes) {
    int wanted = target.transformer().vocabSize();
    int has = TargetSpec.of(shapes).transformer().vocabSize();
    if (model.kind() == TrainKind.AUTOREGRESSIVE && has != wanted) {
      throw new ModelFormatException(
          shapes.configFile(),
          "vocab_size must be the target model's %d, got %d".formatted(wanted, has));
    }
  }

  private static void requireHead(TrainModel model, DraftSpec draft) {
    String has = draft.hasDominoHead() ? "domino" : "dflash";
    if (!model.kind().toString().equals(has)) {
      throw new InvalidOptionsException(
          List.of(
              "kind must be %s, as %s says, got %s"
                  .formatted(has, draft.configFile(), model.kind())));
    }
  }

  /** What they can learn from: token ids below this. */
  int vocabSize() {
    ModelFolder causal = model.kind().isBlock() ? base : shapes;
    return TargetSpec.of(causal).transformer().vocabSize();
  }

  /** The longest sequence that they can learn from, or a shorter one that was asked for. */
  int maxTokens(int wanted) {
    int most = TargetSpec.of(base).maxPositions();
    return wanted == 0 ? most : Math.min(wanted, most);
  }

  /**
   * What learns, in so many steps; once.
   *
   * @param notices told when the feature cache fails
   * @throws InvalidOptionsException if the feature cache cannot be opened
   */
  Training training(int steps, Consumer<String> notices) {
    return model.kind().isBlock() ? block(steps, notices) : causal();
  }

  private Training block(int steps, Consumer<String> notices) {
    TargetModel target = leases.get(0).models().target();
    DraftSpec spec = DraftSpec.of(shapes);
    try (Weights weights = weights(WeightLayout.of(spec))) {
      WeightLayout.of(spec, weights).check(weights);
      return new DraftTraining(
          scope,
          ModelLoader.block(spec, weights, ElementType.FLOAT32, scope),
          target,
          features(target, spec.targetLayerIds(), notices),
          new DraftTrainingSettings(
              new LossSchedule(schedule.decayRatio(), steps),
              schedule.gamma(),
              schedule.anchors(),
              schedule.passRows(),
              schedule.mixed(),
              schedule.seed()),
          adamW(BETA2_OF_BLOCKS));
    }
  }

  private FeatureSource features(
      TargetModel target, List<Integer> layers, Consumer<String> notices) {
    FeatureSource computed = new TargetFeatures(scope, target, layers);
    if (caching.folder().isEmpty()) {
      return computed;
    }
    FeatureIdentity identity =
        new FeatureIdentity(leases.get(0).models().fingerprint().target(), layers);
    long bytes = caching.size().getBytes();
    try {
      FeatureCache opened =
          FeatureCache.open(caching.folder().get(), bytes, identity, computed, scope, notices);
      cache = Optional.of(opened);
      return opened;
    } catch (IOException e) {
      throw new InvalidOptionsException(
          List.of("feature-cache must be a folder to use, but " + e.getMessage()));
    }
  }

  /** Which of some rows the feature cache holds, for people; empty without one. */
  Optional<String> cached(List<TokenRow> rows) {
    return cache.map(opened -> opened.holds(rows));
  }

  /** What the feature cache holds, for people; empty without one. */
  Optional<String> cached() {
    return cache.map(FeatureCache::summary);
  }

  private Training causal() {
    TargetSpec spec = TargetSpec.of(shapes);
    try (Weights weights = weights(WeightLayout.of(spec))) {
      WeightLayout.of(spec).check(weights);
      return new CausalTraining(
          scope,
          ModelLoader.causal(spec, weights, ElementType.FLOAT32, scope),
          schedule.passRows(),
          schedule.mixed(),
          adamW(BETA2_OF_CAUSAL));
    }
  }

  private Weights weights(WeightLayout layout) {
    return model.draft().isPresent()
        ? shapes.openWeights()
        : new InitialWeights(layout, schedule.seed());
  }

  private AdamWSettings adamW(double beta2) {
    return new AdamWSettings(BETA1, beta2, EPSILON, schedule.weightDecay(), schedule.clipNorm());
  }

  @Override
  public void close() {
    cache.ifPresent(FeatureCache::close);
    leases.forEach(ModelStore.Lease::close);
  }
}
