package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.FailOncePartitioner;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.SecureBroker;
import io.flinkdomino.tests.support.SharedSecureBroker;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.TargetOnly;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The job on listeners with TLS, with no more permissions than {@code docs/security.md} lists. */
@ExtendWith(SharedSecureBroker.class)
@Timeout(180)
class SecurityIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int PARTITIONS = 4;

  @TempDir Path folder;

  private final Map<SourcePosition, Prompt> sent = new HashMap<>();

  @Test
  void scramClientAnswersOnceAndTakesANewPasswordAtARestart(SecureBroker secure) throws Exception {
    Topics topics = Topics.create(secure.broker(), "scram", PARTITIONS);
    secure.allow(topics);
    secure.setPassword("first password");
    sent.putAll(topics.produce(Workload.valid(0, 30)));
    Path file = SecureBroker.write(path("scram"), secure.scramClient("first password"));
    Map<String, String> options = options(secure.scram(), file);
    Path failure = folder.resolve("failure");
    options.putAll(FailOncePartitioner.options(failure));
    options.put("flink.restart-strategy.type", "fixed-delay");
    options.put("flink.restart-strategy.fixed-delay.attempts", "1");
    options.put("flink.restart-strategy.fixed-delay.delay", "0 s");

    try (StreamingJob job = StreamingJob.start(topics, 2, options)) {
      topics.awaitAnswers(sent.size(), DEADLINE);
      secure.setPassword("second password");
      SecureBroker.write(file, secure.scramClient("second password"));
      FailOncePartitioner.arm(failure, topics.completions());
      sent.putAll(topics.produce(Workload.valid(100, 30)));
      topics.awaitAnswers(sent.size(), DEADLINE);
      assertThat(job.failures()).isEqualTo(1);
      job.drain();
    }

    assertAnsweredAndCommitted(topics);
  }

  @Test
  void clientWithACertificateAnswersOnce(SecureBroker secure) throws Exception {
    Topics topics = Topics.create(secure.broker(), "mutual", PARTITIONS);
    secure.allow(topics);
    sent.putAll(topics.produce(Workload.valid(0, 30)));
    Path file = SecureBroker.write(path("mutual"), secure.mutualTlsClient());

    try (StreamingJob job = StreamingJob.start(topics, 2, options(secure.mutualTls(), file))) {
      topics.awaitAnswers(sent.size(), DEADLINE);
      job.drain();
    }

    assertAnsweredAndCommitted(topics);
  }

  private Path path(String name) {
    return folder.resolve(name + ".properties");
  }

  private static Map<String, String> options(String servers, Path file) {
    Map<String, String> options = new HashMap<>();
    options.put("bootstrap-servers", servers);
    options.put("kafka-properties", file.toString());
    return options;
  }

  private void assertAnsweredAndCommitted(Topics topics) throws Exception {
    Answers answers = Answers.read(topics, WireFormat.JSON);
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, TargetOnly.decode(sent.values()));
    answers.assertMetricsAddUp();
    assertThat(topics.committedPositions().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(sent.size());
  }
}
