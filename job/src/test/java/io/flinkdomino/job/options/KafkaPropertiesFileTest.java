package io.flinkdomino.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPropertiesFileTest {

  private static final String SECRET = "tR5fileSecretQq";

  @TempDir Path folder;

  private SettingsFixture fixture;
  private Path file;

  @BeforeEach
  void createFixture() throws Exception {
    fixture = SettingsFixture.in(folder);
    file = folder.resolve("client.properties");
  }

  @Test
  void everyClientResolvesTheFile() throws Exception {
    write(
        "security.protocol=SASL_SSL",
        "sasl.jaas.config=" + login(SECRET),
        "ssl.key.password=" + SECRET);

    KafkaProperties kafka = validate(Map.of()).kafka().properties();

    assertThat(kafka.forConsumer().toString() + kafka.forProducer() + kafka.forAdmin())
        .doesNotContain(SECRET);
    assertThat(new ConsumerConfig(with(kafka.forConsumer())).getPassword("ssl.key.password"))
        .isEqualTo(new Password(SECRET));
    assertThat(new ProducerConfig(with(kafka.forProducer())).getPassword("sasl.jaas.config"))
        .isEqualTo(new Password(login(SECRET)));
    assertThat(new AdminClientConfig(with(kafka.forAdmin())).getString("security.protocol"))
        .isEqualTo("SASL_SSL");
  }

  @Test
  void newContentIsReadByTheNextClient() throws Exception {
    write("ssl.key.password=old");
    KafkaProperties kafka = validate(Map.of()).kafka().properties();

    write("ssl.key.password=" + SECRET);

    assertThat(new AdminClientConfig(with(kafka.forAdmin())).getPassword("ssl.key.password"))
        .isEqualTo(new Password(SECRET));
  }

  @Test
  void machineWithoutTheFileSaysWhichFile() throws Exception {
    write("ssl.key.password=" + SECRET);
    Properties admin = with(validate(Map.of()).kafka().properties().forAdmin());

    Files.delete(file);

    assertThatThrownBy(() -> new AdminClientConfig(admin))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void fileThatIsWrongByTheTimeOfARestartIsNotQuoted() throws Exception {
    write("sasl.jaas.config=" + login("\"old\""), "client.id=a");
    Properties admin = with(validate(Map.of()).kafka().properties().forAdmin());

    write("sasl.jaas.config=" + login("my " + SECRET), "client.id=a");
    assertThatThrownBy(() -> new AdminClientConfig(admin))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("sasl.jaas.config in " + file + " must be one login")
        .hasNoCause()
        .hasMessageNotContaining(SECRET);

    write("sasl.jaas.config=" + login("\"new\""));
    assertThatThrownBy(() -> new AdminClientConfig(admin))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + " must set client.id");
  }

  @Test
  void optionsWinOverTheFile() throws Exception {
    write("client.dns.lookup=use_all_dns_ips", "retry.backoff.ms=7", "linger.ms=1");

    KafkaProperties kafka =
        validate(Map.of("kafka.retry.backoff.ms", "8", "kafka.producer.linger.ms", "2"))
            .kafka()
            .properties();

    ProducerConfig producer = new ProducerConfig(with(kafka.forProducer()));
    assertThat(producer.getString("client.dns.lookup")).isEqualTo("use_all_dns_ips");
    assertThat(producer.getLong("retry.backoff.ms")).isEqualTo(8);
    assertThat(producer.getLong("linger.ms")).isEqualTo(2);
  }

  @Test
  void usersOwnProvidersStay() throws Exception {
    write("retry.backoff.ms=7");
    Files.writeString(folder.resolve("password"), SECRET);
    String directory = "org.apache.kafka.common.config.provider.DirectoryConfigProvider";

    KafkaProperties kafka =
        validate(
                Map.of(
                    "kafka.config.providers",
                    "dir",
                    "kafka.config.providers.dir.class",
                    directory,
                    "kafka.ssl.key.password",
                    "${dir:" + folder + ":password}"))
            .kafka()
            .properties();

    AdminClientConfig admin = new AdminClientConfig(with(kafka.forAdmin()));
    assertThat(admin.getPassword("ssl.key.password")).isEqualTo(new Password(SECRET));
    assertThat(admin.getLong("retry.backoff.ms")).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config",
        "ssl.keystore.password",
        "ssl.keystore.key",
        "producer.ssl.truststore.password",
        "consumer.sasl.oauthbearer.client.credentials.client.secret",
        "plugin.api-key"
      })
  void secretGivenAsAnOptionIsRefusedWithoutBeingShown(String key) {
    assertThatThrownBy(
            () -> JobSettings.validate(with(Map.of("kafka." + key, SECRET, "device", "cpu"))))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith("kafka." + key + " must not be given as an option")
        .hasMessageEndingWith("into the file of kafka-properties")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void tokenEndpointIsNoSecret() {
    Configuration options =
        with(Map.of("kafka.sasl.oauthbearer.token.endpoint.url", "https://id.example/token"));

    assertThat(JobSettings.validate(options).kafka().properties().all()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.servers, set it with bootstrap-servers",
    "group.id, set it with group-id",
    "isolation.level, the job reads committed records only",
    "config.providers, set it with kafka.config.providers",
    "partition.discovery.interval.ms, set it with kafka.partition.discovery.interval.ms",
  })
  void keyThatBelongsElsewhereIsRefused(String key, String where) throws Exception {
    write(key + "=" + SECRET);

    assertThat(problems())
        .containsExactly("kafka-properties must not set " + key + ", got " + file + ": " + where);
  }

  @Test
  void fileThatCannotBeUsedIsRefused() throws Exception {
    assertThat(problems())
        .containsExactly("kafka-properties must be a file, got " + file + ": no such file");

    write("# nothing");
    assertThat(problems())
        .containsExactly(
            "kafka-properties must be a file of settings KEY=VALUE, got " + file + ": it has none");

    write("ssl.key.password=" + SECRET + "\\u12");
    assertThat(problems())
        .containsExactly(
            "kafka-properties must be a Java properties file, got "
                + file
                + ": it cannot be parsed");

    file = folder.resolve("a:b");
    write("ssl.key.password=" + SECRET);
    assertThat(problems())
        .containsExactly("kafka-properties must be a path without ':' and '}', got " + file);
  }

  @Test
  void errorsCallASettingByWhereItStands() throws Exception {
    write("ssl.key.password=" + SECRET, "security.protocol=SSL");

    KafkaProperties kafka =
        validate(Map.of("kafka.security.protocol", "SASL_SSL")).kafka().properties();

    assertThat(kafka.origin("security.protocol")).isEqualTo("kafka.security.protocol");
    assertThat(kafka.origin("ssl.key.password")).isEqualTo("ssl.key.password in " + file);
    assertThat(kafka.origin("sasl.mechanism"))
        .isEqualTo("kafka.sasl.mechanism, which is not given,");
  }

  private static String login(String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password="
        + password
        + ";";
  }

  private void write(String... lines) throws Exception {
    Files.write(file, List.of(lines));
  }

  private JobSettings validate(Map<String, String> options) {
    return JobSettings.validate(with(options).set(JobOptions.KAFKA_PROPERTIES, file.toString()));
  }

  private List<String> problems() {
    try {
      validate(Map.of());
      return List.of();
    } catch (InvalidOptionsException e) {
      return e.problems();
    }
  }

  private Configuration with(Map<String, String> options) {
    Configuration configuration = fixture.run();
    options.forEach(configuration::setString);
    return configuration;
  }

  private static Properties with(Properties properties) {
    String bytes = "org.apache.kafka.common.serialization.ByteArray";
    properties.setProperty("bootstrap.servers", "localhost:9092");
    properties.setProperty("key.deserializer", bytes + "Deserializer");
    properties.setProperty("value.deserializer", bytes + "Deserializer");
    properties.setProperty("key.serializer", bytes + "Serializer");
    properties.setProperty("value.serializer", bytes + "Serializer");
    return properties;
  }
}
