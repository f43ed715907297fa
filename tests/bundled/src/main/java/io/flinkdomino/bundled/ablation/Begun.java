package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an output folder was begun with, so that trials of two days, or of two commands, are
 * comparable and lie in one report.
 *
 * @param report name of the folder of the report
 * @param identity all that must not change
 */
public record Begun(String report, Map<String, String> identity) {

  private static final String FILE = "ablation.json";

  public Begun {
    identity = Map.copyOf(identity);
  }

  /**
   * What was begun there, if anything was.
   *
   * @throws IllegalStateException if it had other settings, naming them
   */
  public static Optional<Begun> find(AblationSettings settings) throws IOException {
    Path file = settings.output().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Begun begun = JsonFiles.read(file, Begun.class);
    settings
        .identity()
        .forEach(
            (name, value) -> {
              String was = begun.identity().getOrDefault(name, "nothing");
              if (!was.equals(value)) {
                throw new IllegalStateException(
                    "%s must stay '%s', as in %s, got '%s': choose another output"
                        .formatted(name, was, file, value));
              }
            });
    return Optional.of(begun);
  }

  /** Begins one there. */
  public static Begun start(AblationSettings settings, String report) throws IOException {
    Files.createDirectories(settings.output());
    Begun begun = new Begun(report, settings.identity());
    JsonFiles.write(settings.output().resolve(FILE), begun);
    return begun;
  }
}
