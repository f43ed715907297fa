package io.flinkdomino.runtime.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.runtime.model.DraftModel;
import io.flinkdomino.runtime.model.InitialWeights;
import io.flinkdomino.runtime.model.ModelLoader;
import io.flinkdomino.runtime.model.TargetModel;
import io.flinkdomino.runtime.model.WeightLayout;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.train.CausalTraining;
import io.flinkdomino.runtime.train.DraftTraining;
import io.flinkdomino.runtime.train.DraftTrainingSettings;
import io.flinkdomino.runtime.train.Measures;
import io.flinkdomino.runtime.train.ParityModels;
import io.flinkdomino.runtime.train.Training;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.objective.LossSchedule;
import io.flinkdomino.runtime.train.objective.TargetFeatures;
import io.flinkdomino.runtime.train.optimizer.AdamWSettings;
import io.flinkdomino.runtime.train.optimizer.LearningRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  private static final int STEPS = 12;
  private static final AdamWSettings ADAM = new AdamWSettings(0.9, 0.999, 1e-8, 0.01, 1);

  @TempDir private Path folder;

  private final ParityModels models = ParityModels.open("qwen3-tied-domino-noshift");
  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");

  @AfterEach
  void close() {
    scope.close();
    models.close();
  }

  private TargetModel target() {
    return models.target();
  }

  private Training drafter() {
    DraftModel draft = models.draft();
    return new DraftTraining(
        scope,
        draft,
        target(),
        new TargetFeatures(scope, target(), draft.spec().targetLayerIds()),
        new DraftTrainingSettings(new LossSchedule(0.5, STEPS), 4, 6, 3, true, 7),
        ADAM);
  }

  /** Starts from random weights. */
  private Training causal() {
    WeightLayout layout = WeightLayout.of(target().spec());
    TargetModel fresh =
        ModelLoader.causal(
            target().spec(), new InitialWeights(layout, 5), ElementType.FLOAT32, scope);
    return new CausalTraining(scope, fresh, 3, true, ADAM);
  }

  private static TrainingSettings settings(Map<String, String> identity) {
    return new TrainingSettings(
        STEPS, 4, new LearningRate(1e-3, 2, STEPS, 0.1), 3, 5, 4, 1, identity);
  }

  /** Rows that count upwards, of different lengths. */
  private static List<TokenRow> rows(int count) {
    List<TokenRow> rows = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < count; i++) {
      int[] tokens = new int[12 + random.nextInt(12)];
      tokens[0] = random.nextInt(100);
      for (int at = 1; at < tokens.length; at++) {
        tokens[at] = (tokens[at - 1] + 1) % 128;
      }
      BitSet supervised = new BitSet();
      supervised.set(3, tokens.length);
      rows.add(new TokenRow(tokens, supervised));
    }
    return rows;
  }

  private TrainingRun run(Training training, Path output, TrainingProgress progress) {
    return new TrainingRun(
        training, settings(Map.of("seed", "3")), rows(10), rows(3), output, scope, progress);
  }

  /** Stops its run after a step, as Ctrl-C does. */
  private static final class Watch implements TrainingProgress {

    private int stopAfter = Integer.MAX_VALUE;
    private int dieAfter = Integer.MAX_VALUE;
    private Runnable stop = () -> {};

    @Override
    public void stepped(int step, Measures measures) {
      if (step == dieAfter) {
        throw new IllegalStateException("killed");
      }
      if (step == stopAfter) {
        stop.run();
      }
    }

    @Override
    public void evaluated(int step, Measures measures) {}

    @Override
    public void saved(int step, Path checkpoint) {}
  }

  /** All but the seconds, which no two runs share. */
  private static List<Map<String, Object>> log(Path output) throws IOException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output.resolve("training-log.jsonl"))) {
      JsonNode node = new ObjectMapper().readTree(line);
      Map<String, Object> values = new HashMap<>();
      node.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
      values.remove("seconds");
      lines.add(values);
    }
    return lines;
  }

  private void goesOnToTheSameLosses(Training whole, Training first, Training second)
      throws IOException {
    Path expected = folder.resolve("whole");
    assertThat(run(whole, expected, new Watch()).run(false)).isTrue();

    Path output = folder.resolve("broken");
    Watch watch = new Watch();
    TrainingRun stopped = run(first, output, watch);
    watch.stopAfter = 6;
    watch.stop = stopped::stop;
    assertThat(stopped.run(false)).isFalse();
    assertThat(run(second, output, new Watch()).run(true)).isTrue();

    assertThat(log(output)).isEqualTo(log(expected)).hasSize(STEPS + 3);
    assertThat(weights(output)).isEqualTo(weights(expected));
  }

  private static byte[] weights(Path output) throws IOException {
    return Files.readAllBytes(output.resolve("checkpoints/step-12/model.safetensors"));
  }

  @Test
  void drafterGoesOnToTheSameLosses() throws IOException {
    goesOnToTheSameLosses(drafter(), drafter(), drafter());
  }

  @Test
  void causalModelGoesOnToTheSameLosses() throws IOException {
    goesOnToTheSameLosses(causal(), causal(), causal());
  }

  @Test
  void killedRunGoesOnFromItsLastCheckpoint() throws IOException {
    Path expected = folder.resolve("whole");
    run(causal(), expected, new Watch()).run(false);
    Path output = folder.resolve("broken");
    Watch watch = new Watch();
    watch.dieAfter = 11;
    assertThatThrownBy(() -> run(causal(), output, watch).run(false)).hasMessage("killed");
    // A line that the process did not finish, and a checkpoint that it did not either.
    Files.writeString(
        output.resolve("training-log.jsonl"), "{\"kind\": \"st", StandardOpenOption.APPEND);
    Files.createDirectories(output.resolve("checkpoints/unfinished"));

    assertThat(run(causal(), output, new Watch()).run(true)).isTrue();

    assertThat(log(output)).isEqualTo(log(expected));
    assertThat(weights(output)).isEqualTo(weights(expected));
    assertThat(output.resolve("checkpoints"))
        .isDirectoryNotContaining("glob:**unfinished")
        .isDirectoryContaining("glob:**step-8");
  }

  @Test
  void learns() throws IOException {
    run(causal(), folder, new Watch()).run(false);

    List<Map<String, Object>> lines = log(folder);
    double first = ((JsonNode) lines.get(0).get("loss")).asDouble();
    double last = ((JsonNode) lines.get(lines.size() - 1).get("loss")).asDouble();
    assertThat(last).isLessThan(0.9 * first);
  }

  @Test
  void finishedRunIsNotReplacedUnlessAsked() throws IOException {
    run(causal(), folder, new Watch()).run(false);

    assertThatThrownBy(() -> run(causal(), folder, new Watch()).run(false))
        .isInstanceOf(ResumeException.class)
        .hasMessage("output has a checkpoint of step 12: resume from it, or choose another folder");
  }

  @Test
  void otherSettingsDoNotGoOn() throws IOException {
    run(causal(), folder, new Watch()).run(false);
    TrainingRun other =
        new TrainingRun(
            causal(),
            settings(Map.of("seed", "4", "rows", "10")),
            rows(10),
            List.of(),
            folder,
            scope,
            new Watch());

    assertThatThrownBy(() -> other.run(true))
        .isInstanceOf(ResumeException.class)
        .hasMessage("rows must stay nothing to resume, got 10; seed must stay 3 to resume, got 4");
  }
}
