package io.flinkdomino.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateSettingsTest {

  @TempDir Path folder;

  @Test
  void outputFolderMayBeAbsent() throws Exception {
    SettingsFixture fixture = SettingsFixture.in(folder);

    GenerateSettings settings = GenerateSettings.validate(fixture.generate());

    assertThat(settings.failures().attemptJournal()).isEqualTo("flink-domino-attempts/generate");
    assertThat(settings.files().output()).isEqualTo(fixture.path("out/deeper")).doesNotExist();
  }

  @Test
  void inputAndOutputAreCheckedBeforeAnythingStarts() throws Exception {
    SettingsFixture fixture = SettingsFixture.in(folder);
    Configuration wrong =
        fixture
            .generate()
            .set(JobOptions.INPUT, fixture.path("absent.jsonl").toString())
            .set(JobOptions.OUTPUT, fixture.path("prompts.jsonl").toString());

    assertThatThrownBy(() -> GenerateSettings.validate(wrong))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p -> assertThat(p).startsWith("input must be a file").contains("no such"),
                        p -> assertThat(p).contains("output must be a folder to write to")));
  }
}
