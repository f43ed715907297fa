package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.job.demo.DemoBroker;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.operators.registry.ConfluentHeader;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.tests.support.Answers;
import io.flinkdomino.tests.support.ApicurioRegistry;
import io.flinkdomino.tests.support.FramedPrompts;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.RegistryOutputs;
import io.flinkdomino.tests.support.SharedBroker;
import io.flinkdomino.tests.support.SharedRegistry;
import io.flinkdomino.tests.support.SourcePosition;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.TargetOnly;
import io.flinkdomino.tests.support.Topics;
import io.flinkdomino.tests.support.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The streaming job with a real schema registry. */
@ExtendWith({SharedBroker.class, SharedRegistry.class})
@Timeout(180)
class RegistryIT {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int NO_SUCH_ID = 123_456;

  private final ApicurioRegistry registry;

  RegistryIT(ApicurioRegistry registry) {
    this.registry = registry;
  }

  @Test
  void promptsOfOlderAndNewerSchemasAreAnsweredAndOthersAreDeadLetters(DemoBroker broker)
      throws Exception {
    Topics topics = Topics.create(broker, "evolving", 4);
    List<Prompt> valid = Workload.valid(0, 48);
    List<Prompt> prompts = new ArrayList<>(evolving(topics, valid));
    prompts.addAll(unreadable(topics, 48, valid.get(0)));
    Map<SourcePosition, Prompt> sent = topics.produce(prompts);

    try (StreamingJob job = StreamingJob.start(topics, 2, options(registry.url()))) {
      topics.awaitAnswers(prompts.size(), DEADLINE);
      assertThat(job.failures()).isZero();
      job.drain();
    }

    RegistryOutputs outputs = new RegistryOutputs(registry);
    Answers answers = Answers.read(topics, WireFormat.AVRO, outputs);
    answers.assertOneEach(sent);
    answers.assertTokensEqual(sent, TargetOnly.decode(valid));
    answers.assertMetricsAddUp();
    assertThat(outputs.names())
        .containsExactly("AcceptanceMetricsRecord", "CompletionRecord", "DeadLetterRecord");
    assertThat(registry.latestId(topics.completions() + "-value")).isPositive();
    assertReasonsAndOriginals(answers, sent);
  }

  /** A third each in this release's schema, an older and a newer one. */
  private List<Prompt> evolving(Topics topics, List<Prompt> prompts) throws Exception {
    List<Schema> schemas =
        List.of(FramedPrompts.older(), FramedPrompts.current(), FramedPrompts.newer());
    List<Integer> ids = new ArrayList<>();
    for (Schema schema : schemas) {
      ids.add(registry.register(topics.prompts() + "-value", schema));
    }
    assertThat(ids).doesNotHaveDuplicates();
    return prompts.stream()
        .map(p -> FramedPrompts.of(p, schemas.get(p.number() / 2 % 3), ids.get(p.number() / 2 % 3)))
        .toList();
  }

  private List<Prompt> unreadable(Topics topics, int first, Prompt some) throws Exception {
    Schema wrong = FramedPrompts.incompatible();
    int wrongId = registry.register(topics.prompts() + "-other", wrong);
    int textId = registry.register(topics.prompts() + "-text", Schema.create(Schema.Type.STRING));
    Schema current = FramedPrompts.current();
    List<byte[]> values =
        List.of(
            FramedPrompts.encode(some, wrong, wrongId),
            FramedPrompts.encode(some, current, NO_SUCH_ID),
            FramedPrompts.encode(some, current, textId),
            "{\"prompt\": \"JSON\"}".getBytes(StandardCharsets.UTF_8),
            ConfluentHeader.of(textId));
    List<Prompt> prompts = new ArrayList<>();
    for (byte[] value : values) {
      prompts.add(
          new Prompt(
              first + prompts.size(), value, new Prompt.DeadLetter(FailureReason.UNREADABLE)));
    }
    return prompts;
  }

  private static void assertReasonsAndOriginals(Answers answers, Map<SourcePosition, Prompt> sent) {
    assertThat(answers.deadLetters())
        .extracting(letter -> letter.get("message").asText().replaceAll("[0-9]+ must", "N must"))
        .containsExactlyInAnyOrder(
            "schema N must be compatible with PromptRecord, got MISSING_UNION_BRANCH at maxTokens:"
                + " reader union lacking writer type: STRING",
            "schema N must be known to the registry, got none of this id",
            "schema N must be a record, got string",
            "value must start with magic byte 0 and the 4 bytes of a schema id, got first byte 123",
            "schema N must be a record, got string");
    for (JsonNode letter : answers.deadLetters()) {
      byte[] original = Base64.getDecoder().decode(letter.get("original_bytes").asText());
      assertThat(original).isEqualTo(sent.get(SourcePosition.of(letter)).value());
    }
  }

  @Test
  void registryThatIsDownForAWhileLosesNothing(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "outage", 2);
    List<Prompt> valid = Workload.valid(0, 30);
    List<Prompt> prompts = evolving(topics, valid);
    Map<SourcePosition, Prompt> sent = new HashMap<>(topics.produce(prompts.subList(0, 2)));
    try (StreamingJob job = StreamingJob.start(topics, 2, options(registry.url()))) {
      topics.awaitAnswers(2, DEADLINE);

      registry.kill();
      sent.putAll(topics.produce(prompts.subList(2, prompts.size())));
      await().atMost(DEADLINE).until(() -> job.failures() > 0);
      registry.restart();

      topics.awaitAnswers(prompts.size(), DEADLINE);
      job.drain();
    }
    Answers answers = Answers.read(topics, WireFormat.AVRO, new RegistryOutputs(registry));
    answers.assertOneEach(sent);
    assertThat(answers.deadLetters()).isEmpty();
    answers.assertTokensEqual(sent, TargetOnly.decode(valid));
  }

  @Test
  void schemaThatTheRegistryRefusesEndsTheJobWithoutRestarts(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "refused", 1);
    String subject = topics.completions() + "-value";
    registry.register(
        subject,
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "CompletionRecord", "namespace": "io.flinkdomino.schemas",
                 "fields": [{"name": "id", "type": "int"}]}"""));
    registry.setCompatibility(subject, "FULL");

    assertThatThrownBy(() -> StreamingJob.start(topics, 1, options(registry.url())).close())
        .rootCause()
        .hasMessageContaining(
            "subject "
                + subject
                + " of the schema registry must take this release's schema, got HTTP status 409: ");
  }

  @Test
  void lookupWantsTheSchemasThere(DemoBroker broker) throws Exception {
    Topics topics = Topics.create(broker, "lookup", 1);
    Map<String, String> options = options(registry.url());
    options.put("schema-registration", "lookup");
    options.put("subject-naming", "topic-record");

    assertThatThrownBy(() -> StreamingJob.start(topics, 1, options).close())
        .rootCause()
        .hasMessageEndingWith(
            "subject %s-io.flinkdomino.schemas.CompletionRecord of the schema registry must hold"
                + " this release's schema, got no such subject: register it, or set"
                + " schema-registration to register",
            topics.completions());
  }

  static Map<String, String> options(String url) {
    Map<String, String> options = new HashMap<>();
    options.put("prompt-format", "avro");
    options.put("output-format", "avro");
    options.put("schema-registry-url", url);
    return options;
  }
}
