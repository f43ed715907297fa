package io.flinkdomino.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.attempts.FailurePolicy;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureOptionsTest {

  @TempDir Path folder;

  @Test
  void everyOptionArrives() throws Exception {
    assertThat(
            failures(
                Map.of(
                    "max-attempts", "5",
                    "attempt-journal", "s3://bucket/attempts",
                    "max-dead-letter-percent", "2.5",
                    "dead-letter-window", "200")))
        .isEqualTo(new FailurePolicy(5, "s3://bucket/attempts", 2.5, 200));
  }

  @Test
  void theJournalHasTheNameOfTheGroupUnlessGiven() throws Exception {
    assertThat(journal(Map.of("group-id", "team.a-1_x")))
        .isEqualTo("flink-domino-attempts/team.a-1_x");
    assertThat(journal(Map.of("group-id", "../a b*")))
        .isEqualTo("flink-domino-attempts/%2E.%2Fa+b%2A");
    assertThat(journal(Map.of("attempt-journal", "none"))).isNull();
    assertThat(journal(Map.of("attempt-journal", folder.resolve("a b").toString())))
        .startsWith("file:///")
        .endsWith("/a%20b");
  }

  @Test
  void wrongOptionsAreToldTogether() {
    assertThatThrownBy(
            () ->
                failures(
                    Map.of(
                        "max-attempts", "many",
                        "attempt-journal", "",
                        "max-dead-letter-percent", "-0.1",
                        "dead-letter-window", "1000001")))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "max-attempts must be a whole number, got many",
                        "attempt-journal must be a folder, a URI or none, got ",
                        "max-dead-letter-percent must be at least 0 and below 100, got -0.1",
                        "dead-letter-window must be between 1 and 1000000, got 1000001"));
  }

  @Test
  void credentialsOfAWrongJournalAreNotQuoted() {
    assertThatThrownBy(
            () -> failures(Map.of("attempt-journal", "s3://user:nK4uriSecret@my bucket/x")))
        .hasMessage("attempt-journal must be a folder, a URI or none, got s3://******@my bucket/x");
  }

  private @Nullable String journal(Map<String, String> options) throws Exception {
    return failures(options).attemptJournal();
  }

  private FailurePolicy failures(Map<String, String> options) throws Exception {
    Configuration configuration = SettingsFixture.in(folder).run();
    options.forEach(configuration::setString);
    return JobSettings.validate(configuration).failures();
  }
}
