package io.flinkdomino.job.options;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;

/** Files and folders named by options: checked before anything starts. */
final class Locations {

  private static final String CONFIG_FILE = "config.json";

  private Locations() {}

  /** A folder that holds a model; {@code rule} completes "must be". */
  static Optional<Path> modelFolder(
      OptionReader reader, ConfigOption<String> option, Optional<String> value, String rule) {
    return value
        .flatMap(text -> toPath(reader, option, text))
        .filter(
            folder -> {
              if (Files.isReadable(folder.resolve(CONFIG_FILE))) {
                return true;
              }
              String found = Files.isDirectory(folder) ? "it has none" : "no such folder";
              reader.problem(mustBe(option, rule, folder, found));
              return false;
            });
  }

  /** A file that can be read. */
  static Optional<Path> readableFile(
      OptionReader reader, ConfigOption<String> option, Optional<String> value) {
    return value
        .flatMap(text -> toPath(reader, option, text))
        .filter(
            file -> {
              if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return true;
              }
              String found = Files.exists(file) ? "not a readable file" : "no such file";
              reader.problem(mustBe(option, "a file", file, found));
              return false;
            });
  }

  /** A folder that exists or can be created. */
  static Optional<Path> outputFolder(
      OptionReader reader, ConfigOption<String> option, Optional<String> value) {
    return value
        .flatMap(text -> toPath(reader, option, text))
        .filter(
            folder -> {
              Path existing = closestExisting(folder);
              if (Files.isDirectory(existing) && Files.isWritable(existing)) {
                return true;
              }
              String found = existing + " is not a writable folder";
              reader.problem(mustBe(option, "a folder to write to", folder, found));
              return false;
            });
  }

  /** A file that can be written; its folder exists. */
  static Optional<Path> outputFile(
      OptionReader reader, ConfigOption<String> option, Optional<String> value) {
    return value
        .flatMap(text -> toPath(reader, option, text))
        .filter(
            file -> {
              Path folder = closestExisting(file.toAbsolutePath().getParent());
              if (!Files.isDirectory(file) && folder.equals(file.toAbsolutePath().getParent())) {
                return true;
              }
              String found = Files.isDirectory(file) ? "it is a folder" : "its folder is missing";
              reader.problem(mustBe(option, "a file to write to", file, found));
              return false;
            });
  }

  /**
   * A URI as it stands, or that of a local folder.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static URI toUri(String text) {
    return text.contains("://") ? URI.create(text) : Path.of(text).toAbsolutePath().toUri();
  }

  private static Optional<Path> toPath(
      OptionReader reader, ConfigOption<String> option, String text) {
    try {
      if (!text.isBlank()) {
        return Optional.of(Path.of(text));
      }
    } catch (InvalidPathException e) {
      // Reported below, together with the empty text.
    }
    reader.problem(option.key() + " must be a path, got '" + text + "'");
    return Optional.empty();
  }

  private static Path closestExisting(Path path) {
    Path candidate = path.toAbsolutePath();
    while (!Files.exists(candidate) && candidate.getParent() != null) {
      candidate = candidate.getParent();
    }
    return candidate;
  }

  private static String mustBe(ConfigOption<?> option, String rule, Path value, String found) {
    return option.key() + " must be " + rule + ", got " + value + ": " + found;
  }
}
