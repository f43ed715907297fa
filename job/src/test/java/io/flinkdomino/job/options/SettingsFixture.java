package io.flinkdomino.job.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;

/** A folder with the least that options may point to, and options that are all right. */
final class SettingsFixture {

  private final Path folder;

  private SettingsFixture(Path folder) {
    this.folder = folder;
  }

  static SettingsFixture in(Path folder) throws IOException {
    for (String model : new String[] {"target", "draft"}) {
      Files.createDirectories(folder.resolve(model));
      Files.writeString(folder.resolve(model).resolve("config.json"), "{}");
    }
    Files.writeString(folder.resolve("prompts.jsonl"), "{}\n");
    return new SettingsFixture(folder);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Configuration run() {
    return models().set(JobOptions.BOOTSTRAP_SERVERS, "localhost:9092");
  }

  Configuration generate() {
    return models()
        .set(JobOptions.INPUT, path("prompts.jsonl").toString())
        .set(JobOptions.OUTPUT, path("out/deeper").toString());
  }

  Configuration evaluate() {
    return models().set(JobOptions.INPUT, path("prompts.jsonl").toString());
  }

  private Configuration models() {
    return new Configuration()
        .set(JobOptions.MODEL, path("target").toString())
        .set(JobOptions.DRAFT, path("draft").toString());
  }
}
