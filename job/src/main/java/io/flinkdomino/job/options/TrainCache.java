package io.flinkdomino.job.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.MemorySize;

/**
 * Where context features are kept.
 *
 * @param folder absent to compute them each time
 * @param size most that one target's file there grows to
 */
public record TrainCache(Optional<Path> folder, MemorySize size) {

  static Supplier<TrainCache> read(OptionReader reader) {
    Optional<Path> folder =
        Locations.outputFolder(
            reader, TrainOptions.FEATURE_CACHE, reader.optional(TrainOptions.FEATURE_CACHE));
    boolean block = reader.quiet(TrainOptions.KIND).map(TrainKind::isBlock).orElse(true);
    if (folder.isPresent() && !block) {
      reader.problem("feature-cache must not be given unless kind is domino or dflash");
    }
    Optional<MemorySize> size = reader.between(TrainOptions.FEATURE_CACHE_SIZE, "1 mb", "1 tb");
    return () -> new TrainCache(folder, size.orElseThrow());
  }
}
