package io.flinkdomino.operators.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy, where its journal lies, and what it says of a prompt that is given up. */
class FailurePolicyTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, 'maxAttempts must be between 1 and 100, got 0'",
    "101, 0, 10, 'maxAttempts must be between 1 and 100, got 101'",
    "3, -1, 10, 'maxDeadLetterPercent must be at least 0 and below 100, got -1.0'",
    "3, 100, 10, 'maxDeadLetterPercent must be at least 0 and below 100, got 100.0'",
    "3, NaN, 10, 'maxDeadLetterPercent must be at least 0 and below 100, got NaN'",
    "3, 0, 0, 'deadLetterWindow must be between 1 and 1000000, got 0'",
    "3, 0, 1000001, 'deadLetterWindow must be between 1 and 1000000, got 1000001'",
  })
  void refusesWhatIsOutOfRange(int attempts, double percent, int window, String message) {
    assertThatThrownBy(() -> new FailurePolicy(attempts, null, percent, window))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aRelativeJournalLiesBelowTheCheckpoints() {
    assertThat(find("attempts/a%2Fb", checkpoints("s3://bucket/job"), checkpoints("/elsewhere")))
        .contains(URI.create("s3://bucket/job/attempts/a%252Fb"));
    assertThat(find("attempts/x", new Configuration(), checkpoints("file:///cluster/chk")))
        .map(URI::getPath)
        .contains("/cluster/chk/attempts/x");
    assertThat(find("attempts/x", new Configuration(), new Configuration())).isEmpty();
  }

  @Test
  void anAbsoluteJournalNeedsNoCheckpoints() {
    assertThat(find("hdfs://name:8020/a", checkpoints("/chk"), new Configuration()))
        .contains(URI.create("hdfs://name:8020/a"));
    assertThat(find("file:///a%20b", new Configuration(), new Configuration()))
        .map(URI::getPath)
        .contains("/a b");
    assertThat(find(null, checkpoints("/chk"), checkpoints("/chk"))).isEmpty();
  }

  @Test
  void aPromptThatIsGivenUpSaysAfterWhat() {
    FailurePolicy policy = new FailurePolicy(3, null, 0, 10);
    Throwable failure =
        new IllegalStateException("quotes the prompt", new OutOfMemoryError("so does this"));

    Refusal refusal = AttemptsExhausted.refusal(3, policy, failure);

    assertThat(refusal.reason()).isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
    assertThat(refusal.message())
        .isEqualTo(
            "attempts that fail without a new token must be fewer than max-attempts 3, got 3: the"
                + " last one ended by java.lang.OutOfMemoryError");
    assertThat(AttemptsExhausted.refusal(4, policy, null).message())
        .endsWith("got 4: the last one ended with its process");
  }

  @Test
  void aPositionIsThatOfTheRecord() {
    InputRecord record = new InputRecord("prompts", 3, 42, 0, null, null, List.of());

    assertThat(SourcePosition.of(record)).isEqualTo(new SourcePosition("prompts", 3, 42));
  }

  private static Optional<URI> find(
      @Nullable String journal, Configuration job, Configuration manager) {
    return JournalLocation.find(new FailurePolicy(3, journal, 0, 10), job, manager);
  }

  private static Configuration checkpoints(String folder) {
    return new Configuration().set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder);
  }
}
