package io.flinkdomino.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSettingsTest {

  @TempDir Path folder;
  private SettingsFixture fixture;

  @BeforeEach
  void createFixture() throws Exception {
    fixture = SettingsFixture.in(folder);
  }

  @Test
  void takesTheBundledModelsUnlessOthersAreGiven() {
    DemoSettings settings = DemoSettings.validate(new Configuration(), folder);

    assertThat(settings.model().modelDir()).isEqualTo(fixture.path("target"));
    assertThat(settings.model().draft().folder()).contains(fixture.path("draft"));
    assertThat(settings.keep()).isFalse();
    assertThat(settings.summaryFile()).isEmpty();
  }

  @Test
  void aModelWithoutADraftIsAskedAbout() {
    Configuration given =
        new Configuration().set(JobOptions.MODEL, fixture.path("target").toString());

    assertThatThrownBy(() -> DemoSettings.validate(given, folder))
        .hasMessageStartingWith("draft must be given");
  }

  @Test
  void makesTheJobThatRunsOnItsBroker() {
    Configuration given =
        new Configuration().set(JobOptions.CHECKPOINT_INTERVAL, Duration.ofSeconds(1));
    DemoSettings settings = DemoSettings.validate(given, folder);

    JobSettings job = settings.draftingJob("127.0.0.1:4711");

    assertThat(job.kafka().bootstrapServers()).isEqualTo("127.0.0.1:4711");
    assertThat(job.kafka().outputTopics().all())
        .containsExactly("completions", "acceptance-metrics", "dead-letters");
    assertThat(job.flink()).isEqualTo(settings.flink());
    assertThat(job.model()).isEqualTo(settings.model());
  }

  @Test
  void summaryFileNeedsItsFolder() {
    Configuration given =
        new Configuration().set(JobOptions.SUMMARY_FILE, fixture.path("no/s.json").toString());

    assertThatThrownBy(() -> DemoSettings.validate(given, folder))
        .hasMessageContaining("summary-file must be a file to write to")
        .hasMessageContaining("its folder is missing");
  }
}
