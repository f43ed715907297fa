package io.flinkdomino.job.options;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;

/**
 * A training.
 *
 * @param data what is learned from
 * @param model what learns
 * @param schedule how it learns
 * @param cache where features are kept
 * @param decoding options given for decoding, by key: how a target answers prompts
 */
public record TrainSettings(
    TrainData data,
    TrainModel model,
    TrainSchedule schedule,
    TrainCache cache,
    Map<String, String> decoding) {

  public TrainSettings {
    decoding = Map.copyOf(decoding);
  }

  /** The options this reads. */
  public static final List<OptionGroup> GROUPS =
      List.of(OptionGroup.FILES, OptionGroup.MODEL, OptionGroup.DECODING, OptionGroup.TRAINING);

  /**
   * Reads and checks every option.
   *
   * @throws InvalidOptionsException listing all that is missing, unknown, wrong or in conflict
   */
  public static TrainSettings validate(Configuration configuration) {
    OptionReader reader = new OptionReader(configuration, GROUPS);
    Supplier<TrainData> data = TrainData.read(reader);
    Supplier<TrainModel> model = TrainModel.read(reader);
    Supplier<TrainSchedule> schedule = TrainSchedule.read(reader);
    Supplier<TrainCache> cache = TrainCache.read(reader);
    return reader.finish(
        () ->
            new TrainSettings(
                data.get(), model.get(), schedule.get(), cache.get(), decoding(configuration)));
  }

  private static Map<String, String> decoding(Configuration configuration) {
    Map<String, String> given = configuration.toMap();
    given
        .keySet()
        .retainAll(
            OptionGroup.DECODING.entries().stream().map(entry -> entry.option().key()).toList());
    return given;
  }
}
