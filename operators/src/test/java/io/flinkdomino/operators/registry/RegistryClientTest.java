package io.flinkdomino.operators.registry;

import static io.flinkdomino.operators.registry.ScriptedRegistry.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.registry.SchemaSource.Answer;
import io.flinkdomino.operators.registry.ScriptedRegistry.Line;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {

  private static final Duration SOON = Duration.ofMillis(400);
  private static final Duration LATE = Duration.ofSeconds(30);
  private static final Line SCHEMA = line(200, "{'schema': '\\'string\\''}".replace("\\'", "\\\""));

  @TempDir Path folder;

  @Test
  void findsSchemasById() throws IOException {
    Line json = line(200, "{'schema': 'x', 'schemaType': 'JSON', 'references': [{}, {}]}");
    try (ScriptedRegistry registry = ScriptedRegistry.answering(SCHEMA, json);
        RegistryClient client = client(registry.url(), LATE)) {
      assertThat(client.find(7)).isEqualTo(new Answer.Found("AVRO", "\"string\"", 0));
      assertThat(client.find(8)).isEqualTo(new Answer.Found("JSON", "x", 2));
      assertThat(registry.requests())
          .extracting(ScriptedRegistry.Request::call)
          .containsExactly("GET /root/schemas/ids/7", "GET /root/schemas/ids/8");
    }
  }

  @Test
  void refusesIdsThatTheRegistryDoesNotKnow() throws IOException {
    try (ScriptedRegistry registry =
            ScriptedRegistry.answering(line(404, "{'error_code': 40403, 'message': 'm'}"));
        RegistryClient client = client(registry.url(), LATE)) {
      assertThat(client.find(7))
          .isEqualTo(new Answer.Refused("be known to the registry", "none of this id"));
    }
  }

  @Test
  void refusesIdsThatAreForbiddenAndSchemasThatAreHuge() throws IOException {
    String huge = "{'schema': '" + "x".repeat(RegistryHttp.MAX_BODY_BYTES) + "'}";
    try (ScriptedRegistry registry =
            ScriptedRegistry.answering(line(403, "{}"), line(200, huge), SCHEMA);
        RegistryClient client = client(registry.url(), LATE)) {
      assertThat(client.find(7)).isInstanceOf(Answer.Refused.class);
      assertThat(client.find(8))
          .isEqualTo(new Answer.Refused("have at most 1048576 bytes", "a larger one"));
      assertThat(client.find(9)).isInstanceOf(Answer.Found.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 301, 307})
  void anAddressThatIsNoRegistryIsNotAnUnknownId(int status) throws IOException {
    try (ScriptedRegistry registry = ScriptedRegistry.answering(line(status, "<html>"));
        RegistryClient client = client(registry.url(), LATE)) {
      assertThatThrownBy(() -> client.find(7))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessage(
              "schema-registry-url must be the root of Confluent's schema registry API, got HTTP"
                  + " status %d for GET /schemas/ids/7 from %s",
              status, registry.url());
      assertThat(registry.requests()).hasSize(1);
    }
  }

  @Test
  void credentialsThatAreRefusedAreOneErrorWithoutThem() throws IOException {
    Path file = Files.writeString(folder.resolve("registry.properties"), credentials("ann:s3cret"));
    try (ScriptedRegistry registry = ScriptedRegistry.answering(line(401, "{}"));
        RegistryClient client =
            RegistryClient.open(settings(file.toString(), registry.url()), LATE)) {
      assertThatThrownBy(() -> client.register("s", "\"string\""))
          .isInstanceOf(RegistryConfigurationException.class)
          .hasMessageStartingWith(
              "schema-registry-properties must hold credentials that the registry accepts, got HTTP"
                  + " status 401")
          .hasMessageNotContaining("s3cret");
      assertThat(registry.requests())
          .extracting(ScriptedRegistry.Request::authorization)
          .containsExactly("Basic YW5uOnMzY3JldA==");
    }
  }

  @Test
  void configurationErrorsDoNotRestartTheJobAndAbsenceDoes() {
    assertThat(ThrowableClassifier.getThrowableType(new RegistryConfigurationException("x")))
        .isEqualTo(ThrowableType.NonRecoverableError);
    assertThat(ThrowableClassifier.getThrowableType(new RegistryUnavailableException("x")))
        .isEqualTo(ThrowableType.RecoverableError);
  }

  @Test
  void triesAgainWhileTheRegistryIsBusy() throws IOException {
    try (ScriptedRegistry registry =
            ScriptedRegistry.answering(line(503, ""), line(429, ""), SCHEMA);
        RegistryClient client = client(registry.url(), LATE)) {
      assertThat(client.find(7)).isInstanceOf(Answer.Found.class);
      assertThat(registry.requests()).hasSize(3);
    }
  }

  @Test
  void givesUpOnARegistryThatStaysSilent() throws IOException {
    String url;
    try (ServerSocket closed = new ServerSocket(0)) {
      url = "http://localhost:" + closed.getLocalPort();
    }
    try (RegistryClient client = client(url, SOON)) {
      assertThatThrownBy(() -> client.find(7))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageStartingWith(
              "schema-registry-url must be a schema registry that answers within ")
          .hasMessageContaining(url);
    }
  }

  @Test
  void givesUpOnAnAnswerThatNeverEnds() throws IOException {
    try (ScriptedRegistry registry = ScriptedRegistry.answering(new Line(200, null));
        RegistryClient client = client(registry.url(), SOON)) {
      assertThatThrownBy(() -> client.find(7))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("no answer within 400 ms");
    }
  }

  @Test
  void anAnswerThatIsNotJsonSaysNothingAboutTheId() throws IOException {
    try (ScriptedRegistry registry = ScriptedRegistry.answering(line(200, "<html>log in"));
        RegistryClient client = client(registry.url(), LATE)) {
      assertThatThrownBy(() -> client.find(7)).isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void asksTheSecondAddressWhereTheFirstIsDown() throws IOException {
    try (ScriptedRegistry down = ScriptedRegistry.answering(line(500, ""));
        ScriptedRegistry up = ScriptedRegistry.answering(SCHEMA);
        RegistryClient client = RegistryClient.open(settings(null, down.url(), up.url()), LATE)) {
      assertThat(client.find(7)).isInstanceOf(Answer.Found.class);
      assertThat(client.find(8)).isInstanceOf(Answer.Found.class);
      assertThat(down.requests()).hasSize(1);
      assertThat(up.requests()).hasSize(2);
    }
  }

  @Test
  void registersAndLooksUpUnderEscapedSubjects() throws IOException {
    try (ScriptedRegistry registry = ScriptedRegistry.answering(line(200, "{'id': 12}"));
        RegistryClient client = client(registry.url(), LATE)) {
      assertThat(client.register("a b/c", "\"string\"")).isEqualTo(12);
      assertThat(client.lookUp("a", "\"string\"")).isEqualTo(12);
      assertThat(registry.requests())
          .containsExactly(
              new ScriptedRegistry.Request(
                  "POST /root/subjects/a%20b%2Fc/versions",
                  null, "{\"schema\":\"\\\"string\\\"\"}"),
              new ScriptedRegistry.Request(
                  "POST /root/subjects/a", null, "{\"schema\":\"\\\"string\\\"\"}"));
    }
  }

  @Test
  void conflictOverASchemaThatAnotherTaskRegisteredMeanwhileIsNone() throws IOException {
    try (ScriptedRegistry registry =
            ScriptedRegistry.answering(
                line(409, "{'error_code': 409, 'message': 'already exists'}"),
                line(200, "{'id': 7}"));
        RegistryClient client = client(registry.url(), LATE)) {
      assertThat(client.register("completions-value", "\"string\"")).isEqualTo(7);
    }
  }

  @Test
  void saysWhichSubjectRefusesTheSchema() throws IOException {
    try (ScriptedRegistry registry =
            ScriptedRegistry.answering(line(409, "{'error_code': 409, 'message': 'no default'}"));
        RegistryClient client = client(registry.url(), LATE)) {
      assertThatThrownBy(() -> client.register("completions-value", "\"string\""))
          .isInstanceOf(RegistryConfigurationException.class)
          .hasMessage(
              "subject completions-value of the schema registry must take this release's schema,"
                  + " got HTTP status 409: no default");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40_401, 40_403})
  void saysWhichSubjectLacksTheSchema(int code) throws IOException {
    try (ScriptedRegistry registry =
            ScriptedRegistry.answering(line(404, "{'error_code': " + code + "}"));
        RegistryClient client = client(registry.url(), LATE)) {
      assertThatThrownBy(() -> client.lookUp("completions-value", "\"string\""))
          .isInstanceOf(RegistryConfigurationException.class)
          .hasMessageStartingWith(
              "subject completions-value of the schema registry must hold this release's schema,"
                  + " got ")
          .hasMessageEndingWith("set schema-registration to register");
    }
  }

  static String credentials(String userInfo) {
    return "basic.auth.credentials.source=USER_INFO\nbasic.auth.user.info=" + userInfo + "\n";
  }

  private static RegistryClient client(String url, Duration limit) {
    return RegistryClient.open(settings(null, url), limit);
  }

  static RegistrySettings settings(@Nullable String file, String... urls) {
    return new RegistrySettings(
        List.of(urls), SubjectNaming.TOPIC, SchemaRegistration.REGISTER, file, "c", "m", "d");
  }
}
