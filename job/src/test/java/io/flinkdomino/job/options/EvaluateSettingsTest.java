package io.flinkdomino.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateSettingsTest {

  @TempDir Path folder;
  private SettingsFixture fixture;

  @BeforeEach
  void createFixture() throws Exception {
    fixture = SettingsFixture.in(folder);
  }

  @Test
  void modelDrafterAndInputAreEnough() {
    EvaluateSettings settings = EvaluateSettings.validate(fixture.evaluate());

    assertThat(settings.input()).isEqualTo(fixture.path("prompts.jsonl"));
    assertThat(settings.output()).isEmpty();
    assertThat(settings.rounds()).isEqualTo(1);
    assertThat(settings.maxTokens()).isEqualTo(256);
    assertThat(settings.model().maxBatch()).isEqualTo(16);
  }

  @Test
  void promptLookupIsADrafter() {
    Configuration lookup = fixture.evaluate().set(JobOptions.DRAFT, "prompt-lookup");

    assertThat(EvaluateSettings.validate(lookup).model().draft().text()).isEqualTo("prompt-lookup");
  }

  @Test
  void everyProblemIsListed() {
    Configuration wrong =
        fixture
            .evaluate()
            .set(JobOptions.DRAFT, "none")
            .set(JobOptions.INPUT, fixture.path("absent.jsonl").toString())
            .set(JobOptions.OUTPUT, fixture.path("prompts.jsonl").toString())
            .set(EvaluateOptions.ROUNDS, 0)
            .set(EvaluateOptions.MAX_TOKENS, 0)
            .set(JobOptions.PARALLELISM, 2);

    assertThatThrownBy(() -> EvaluateSettings.validate(wrong))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p ->
                            assertThat(p).isEqualTo("parallelism is not an option of this command"),
                        p -> assertThat(p).startsWith("input must be a file"),
                        p -> assertThat(p).contains("output must be a folder to write to"),
                        p -> assertThat(p).isEqualTo("rounds must be between 1 and 1000, got 0"),
                        p -> assertThat(p).isEqualTo("max-tokens must be at least 1, got 0"),
                        p -> assertThat(p).startsWith("draft must be a drafter")));
  }
}
