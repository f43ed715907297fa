package io.flinkdomino.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.registry.RegistrySettings;
import io.flinkdomino.operators.registry.SchemaRegistration;
import io.flinkdomino.operators.registry.SubjectNaming;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryOptionsTest {

  private static final Map<String, String> AVRO =
      Map.of("prompt-format", "avro", "output-format", "avro");

  @TempDir Path folder;
  private SettingsFixture fixture;

  @BeforeEach
  void createFixture() throws Exception {
    fixture = SettingsFixture.in(folder);
  }

  @Test
  void thereIsNoRegistryUnlessAskedFor() {
    assertThat(JobSettings.validate(fixture.run()).registry()).isEmpty();
  }

  @Test
  void addressAloneIsEnough() {
    assertThat(registry(Map.of("schema-registry-url", "http://a:8081/")))
        .isEqualTo(
            new RegistrySettings(
                List.of("http://a:8081"),
                SubjectNaming.TOPIC,
                SchemaRegistration.REGISTER,
                null,
                "completions",
                "acceptance-metrics",
                "dead-letters"));
  }

  @Test
  void valuesAreRead() {
    RegistrySettings registry =
        registry(
            Map.of(
                "schema-registry-url", "https://a/apis/ccompat/v7, https://b:1/x",
                "subject-naming", "topic-record",
                "schema-registration", "lookup",
                "schema-registry-properties", "/not/here/but/on/the/task.properties",
                "completion-topic", "c"));
    assertThat(registry.urls()).containsExactly("https://a/apis/ccompat/v7", "https://b:1/x");
    assertThat(registry.naming()).isEqualTo(SubjectNaming.TOPIC_RECORD);
    assertThat(registry.registration()).isEqualTo(SchemaRegistration.LOOKUP);
    assertThat(registry.propertiesFile()).isEqualTo("/not/here/but/on/the/task.properties");
    assertThat(registry.completionTopic()).isEqualTo("c");
  }

  @Test
  void jsonHasNoSchemaId() {
    assertProblems(
        Map.of("schema-registry-url", "http://a", "prompt-format", "json"),
        "schema-registry-url must come with prompt-format avro, got prompt-format json");
    assertProblems(
        Map.of("schema-registry-url", "http://a", "output-format", "json"),
        "schema-registry-url must come with output-format avro, got output-format json");
  }

  @Test
  void theOthersMeanNothingWithoutTheAddress() {
    assertProblems(
        Map.of("subject-naming", "record", "schema-registry-properties", "x"),
        "subject-naming must come with schema-registry-url",
        "schema-registry-properties must come with schema-registry-url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:8081", "ftp://a", "http://", "", "http://a,", "http://a?x=hush"})
  void wrongAddressesAreRefusedUnseen(String url) {
    assertProblems(
        Map.of("schema-registry-url", url),
        "schema-registry-url must be http:// or https:// addresses without query, separated by"
            + " commas, got something else");
  }

  @Test
  void secretsDoNotBelongIntoTheAddress() {
    assertProblems(
        Map.of("schema-registry-url", "http://ann:hush@a"),
        "schema-registry-url must not hold a user or password: schema-registry-properties takes"
            + " them");
  }

  @Test
  void wrongNamingNamesTheChoices() {
    assertProblems(
        Map.of("schema-registry-url", "http://a", "subject-naming", "value"),
        "subject-naming must be one of [topic, record, topic-record], got value");
  }

  private RegistrySettings registry(Map<String, String> options) {
    return JobSettings.validate(configuration(options)).registry().orElseThrow();
  }

  private void assertProblems(Map<String, String> options, String... problems) {
    assertThatThrownBy(() -> JobSettings.validate(configuration(options)))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  private Configuration configuration(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(AVRO);
    all.putAll(options);
    Configuration configuration = fixture.run();
    all.forEach(configuration::setString);
    return configuration;
  }
}
