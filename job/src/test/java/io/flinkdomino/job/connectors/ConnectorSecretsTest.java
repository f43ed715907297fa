package io.flinkdomino.job.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.job.options.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorSecretsTest {

  private static final String SECRET = "pL3graphSecretUu";

  @TempDir Path folder;

  @Test
  void serializedSourceAndSinksHoldThePathAndNoSecret() throws Exception {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, "ssl.key.password=" + SECRET + "\n");
    KafkaSettings kafka = settings(file);

    String source = serialized(PromptSource.of(kafka));
    String sink = serialized(OutputSinks.to("completions", kafka));

    assertThat(source).contains(file.toString()).doesNotContain(SECRET);
    assertThat(sink).contains(file.toString()).doesNotContain(SECRET);
  }

  @Test
  void errorOfKafkaIsToldWithoutWordsOfASecret() throws Exception {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, "ssl.keystore.key=-----BEGIN " + SECRET + " more\n");

    String told =
        new ConnectionProblem(settings(file))
            .of(new KafkaException("cannot read key", new IllegalStateException("at " + SECRET)));

    assertThat(told).startsWith("kafka-properties " + file).endsWith("cannot read key: at ******");
  }

  private KafkaSettings settings(Path file) throws Exception {
    Files.createDirectory(folder.resolve("model"));
    Files.writeString(folder.resolve("model/config.json"), "{}");
    Map<String, String> options =
        Map.of(
            "model",
            folder.resolve("model").toString(),
            "draft",
            "none",
            "bootstrap-servers",
            "localhost:9092",
            "kafka-properties",
            file.toString());
    return JobSettings.validate(Configuration.fromMap(options)).kafka();
  }

  private static String serialized(Object object) throws Exception {
    return new String(InstantiationUtil.serializeObject(object), StandardCharsets.ISO_8859_1);
  }
}
