package io.flinkdomino.runtime.train.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.train.DraftTraining;
import io.flinkdomino.runtime.train.DraftTrainingSettings;
import io.flinkdomino.runtime.train.Measures;
import io.flinkdomino.runtime.train.ParityModels;
import io.flinkdomino.runtime.train.data.BatchOrder;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.objective.FeatureSource;
import io.flinkdomino.runtime.train.objective.LossSchedule;
import io.flinkdomino.runtime.train.objective.TargetFeatures;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a training with a cache learns what one without it learns. */
class CachedTrainingTest {

  private static final int STEPS = 8;

  /** A millionth: a float32 has a step of 1e-7 of its value. */
  private static final double ROUNDING_PERCENT = 1e-4;

  @TempDir private Path folder;

  private final ParityModels models = ParityModels.open("qwen3-domino-b8");
  private final List<String> notices = new ArrayList<>();
  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");

  @BeforeEach
  void useOneThread() {
    TorchProgram.prepareThread(1);
  }

  @AfterEach
  void close() {
    scope.close();
    models.close();
  }

  private DraftModel draft() {
    return models.draft();
  }

  private FeatureSource target() {
    return new TargetFeatures(scope, models.target(), draft().spec().targetLayerIds());
  }

  private FeatureCache cache(long mostBytes) throws IOException {
    return FeatureCache.open(folder, mostBytes, identity(), target(), scope, notices::add);
  }

  private FeatureIdentity identity() {
    return new FeatureIdentity(
        models.lease().models().fingerprint().target(), draft().spec().targetLayerIds());
  }

  /** Rows of different lengths, so that most are padded. */
  private static List<TokenRow> rows(int count) {
    List<TokenRow> rows = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < count; i++) {
      int[] tokens = random.ints(12 + random.nextInt(20), 0, 128).toArray();
      BitSet supervised = new BitSet();
      supervised.set(3, tokens.length);
      rows.add(new TokenRow(tokens, supervised));
    }
    return rows;
  }

  private List<Measures> learn(FeatureSource features) {
    DraftTraining training =
        new DraftTraining(
            scope,
            draft(),
            models.target(),
            features,
            new DraftTrainingSettings(new LossSchedule(0.5, STEPS), 4, 6, 2, false, 7),
            new AdamWSettings(0.9, 0.999, 1e-8, 0.01, 1));
    BatchOrder order = new BatchOrder(rows(8), 4, 3);
    List<Measures> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      losses.add(training.learn(step, order.batch(step)));
      training.optimizer().update(1e-3);
    }
    losses.add(training.evaluate(rows(10)));
    return losses;
  }

  private List<Measures> learnCached(long mostBytes) throws IOException {
    try (FeatureCache cache = cache(mostBytes)) {
      return learn(cache);
    }
  }

  @Test
  void lossesDoNotDependOnWhatTheCacheHolds() throws IOException {
    List<Measures> nothingFits = learnCached(1);
    List<Measures> halfOfItFits = learnCached(30_000);
    List<Measures> filling = learnCached(1 << 24);
    List<Measures> filled = learnCached(1 << 24);

    assertThat(halfOfItFits).isEqualTo(nothingFits);
    assertThat(filling).isEqualTo(nothingFits);
    assertThat(filled).isEqualTo(nothingFits);
  }

  @Test
  void fullDiskChangesNoLoss() throws IOException {
    List<Measures> expected = learnCached(1 << 24);
    Path file = folder.resolve(identity().fileName());
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/full"));

    assertThat(learnCached(1 << 24)).isEqualTo(expected);
    assertThat(notices).hasSize(1);
  }

  @Test
  void lossesAreThoseWithoutACache() throws IOException {
    List<Measures> expected = learn(target());
    List<Measures> actual = learnCached(1 << 24);

    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).values().get("base_loss"))
          .isCloseTo(expected.get(i).values().get("base_loss"), withinPercentage(ROUNDING_PERCENT));
      assertThat(actual.get(i).values().get("final_loss"))
          .isCloseTo(
              expected.get(i).values().get("final_loss"), withinPercentage(ROUNDING_PERCENT));
    }
  }
}
