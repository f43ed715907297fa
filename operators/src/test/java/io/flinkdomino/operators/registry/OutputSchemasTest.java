package io.flinkdomino.operators.registry;

import static io.flinkdomino.operators.registry.ScriptedRegistry.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.schemas.CompletionRecord;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class OutputSchemasTest {

  @Test
  void registersAllThreeUnderTheirTopics() throws IOException {
    try (ScriptedRegistry registry =
        ScriptedRegistry.answering(
            line(200, "{'id': 3}"), line(200, "{'id': 4}"), line(200, "{'id': 5}"))) {
      assertThat(ids(registry, SubjectNaming.TOPIC, SchemaRegistration.REGISTER))
          .isEqualTo(new OutputSchemaIds(OptionalInt.of(3), OptionalInt.of(4), OptionalInt.of(5)));
      assertThat(registry.requests())
          .extracting(ScriptedRegistry.Request::call)
          .containsExactly(
              "POST /root/subjects/c-value/versions",
              "POST /root/subjects/m-value/versions",
              "POST /root/subjects/d-value/versions");
    }
  }

  @Test
  void looksThemUpUnderTheirOwnNames() throws IOException {
    assertThat(calls(SubjectNaming.RECORD))
        .containsExactly(
            "POST /root/subjects/io.flinkdomino.schemas.CompletionRecord",
            "POST /root/subjects/io.flinkdomino.schemas.AcceptanceMetricsRecord",
            "POST /root/subjects/io.flinkdomino.schemas.DeadLetterRecord");
    assertThat(calls(SubjectNaming.TOPIC_RECORD))
        .first()
        .isEqualTo("POST /root/subjects/c-io.flinkdomino.schemas.CompletionRecord");
  }

  @Test
  void sendsTheSchemaAsPublishedWithoutPropertiesForJava() throws IOException {
    try (ScriptedRegistry registry = ScriptedRegistry.answering(line(200, "{'id': 3}"))) {
      ids(registry, SubjectNaming.TOPIC, SchemaRegistration.REGISTER);
      String text =
          new ObjectMapper().readTree(registry.requests().get(0).body()).get("schema").asText();
      assertThat(text).doesNotContain("avro.java.string").contains("\"doc\"");
      assertThat(new Schema.Parser().parse(text).getFullName())
          .isEqualTo(CompletionRecord.getClassSchema().getFullName());
    }
  }

  private static List<String> calls(SubjectNaming naming) throws IOException {
    try (ScriptedRegistry registry = ScriptedRegistry.answering(line(200, "{'id': 3}"))) {
      ids(registry, naming, SchemaRegistration.LOOKUP);
      return registry.requests().stream().map(ScriptedRegistry.Request::call).toList();
    }
  }

  private static OutputSchemaIds ids(
      ScriptedRegistry registry, SubjectNaming naming, SchemaRegistration registration) {
    RegistrySettings settings =
        new RegistrySettings(List.of(registry.url()), naming, registration, null, "c", "m", "d");
    try (RegistryClient client = RegistryClient.open(settings)) {
      return OutputSchemas.ids(client, settings);
    }
  }
}
