package io.flinkdomino.job.train;

import io.flinkdomino.job.options.TrainSchedule;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.train.optimizer.LearningRate;
import io.flinkdomino.runtime.train.run.TrainingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** What the options mean for so much data. */
final class TrainingPlan {

  private static final double FLOOR_SHARE = 0;

  private TrainingPlan() {}

  static TrainingSettings of(TrainSettings settings, ModelFolder shapes, Conversations data)
      throws IOException {
    TrainSchedule schedule = settings.schedule();
    int steps = steps(schedule, data.train().rows().size());
    int warmUp = (int) Math.max(1, Math.round(schedule.warmUp() * steps));
    return new TrainingSettings(
        steps,
        schedule.batchRows(),
        new LearningRate(schedule.learningRate(), warmUp, steps, FLOOR_SHARE),
        schedule.seed(),
        schedule.evaluateEvery(),
        schedule.checkpointEvery(),
        schedule.threads() == 0 ? Runtime.getRuntime().availableProcessors() : schedule.threads(),
        identity(settings, steps, shapes, data));
  }

  private static int steps(TrainSchedule schedule, int rows) {
    if (schedule.steps() > 0) {
      return schedule.steps();
    }
    long perEpoch = (rows + schedule.batchRows() - 1L) / schedule.batchRows();
    return Math.toIntExact(schedule.epochs() * perEpoch);
  }

  /** All that decides what is learned. */
  private static Map<String, String> identity(
      TrainSettings settings, int steps, ModelFolder shapes, Conversations data)
      throws IOException {
    TrainSchedule schedule = settings.schedule();
    Map<String, String> identity = new TreeMap<>();
    identity.put("kind", settings.model().kind().toString());
    identity.put("config.json", checksum(Files.readString(shapes.configFile())));
    identity.put("rows", Integer.toString(data.train().rows().size()));
    identity.put("checksum of the rows' tokens", data.checksum());
    identity.put("steps", Integer.toString(steps));
    identity.put("batch-rows", Integer.toString(schedule.batchRows()));
    identity.put("pass-rows", Integer.toString(schedule.passRows()));
    identity.put("anchors", Integer.toString(schedule.anchors()));
    identity.put("learning-rate", Double.toString(schedule.learningRate()));
    identity.put("warm-up", Double.toString(schedule.warmUp()));
    identity.put("weight-decay", Double.toString(schedule.weightDecay()));
    identity.put("clip-norm", Double.toString(schedule.clipNorm()));
    identity.put("gamma", Double.toString(schedule.gamma()));
    identity.put("decay-ratio", Double.toString(schedule.decayRatio()));
    identity.put("mixed-precision", Boolean.toString(schedule.mixed()));
    identity.put("seed", Long.toString(schedule.seed()));
    return identity;
  }

  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
