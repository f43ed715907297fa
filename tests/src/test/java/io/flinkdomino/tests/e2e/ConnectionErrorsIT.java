package io.flinkdomino.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.job.cli.ExitCodes;
import io.flinkdomino.job.cli.FlinkDominoCommand;
import io.flinkdomino.job.cli.JobRunners;
import io.flinkdomino.job.connectors.StartupChecks;
import io.flinkdomino.job.local.StreamingRun;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.tests.support.Certificates;
import io.flinkdomino.tests.support.SecureBroker;
import io.flinkdomino.tests.support.SharedSecureBroker;
import io.flinkdomino.tests.support.StreamingJob;
import io.flinkdomino.tests.support.Topics;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What keeps {@code run} from a broker is one line that names setting, place and rule, comes before
 * anything starts, and tells no secret.
 */
@ExtendWith(SharedSecureBroker.class)
@Timeout(30)
class ConnectionErrorsIT {

  private static final String PASSWORD = "qW9wrongSecretXy";

  @TempDir Path folder;

  private SecureBroker secure;
  private Path file;

  @BeforeEach
  void takeBroker(SecureBroker broker) {
    secure = broker;
    file = folder.resolve("client.properties");
  }

  @Test
  void wrongPassword() throws Exception {
    secure.setPassword("the right one");

    assertThat(problem(secure.scram(), secure.scramClient(PASSWORD)))
        .startsWith("sasl.jaas.config in " + file + " must hold credentials")
        .contains(secure.scram(), "SCRAM-SHA-512", "invalid credentials");
  }

  @Test
  void mechanismThatTheBrokerDoesNotOffer() throws Exception {
    Map<String, String> client = secure.scramClient(PASSWORD);
    client.put("sasl.mechanism", "SCRAM-SHA-256");

    assertThat(problem(secure.scram(), client))
        .startsWith("sasl.mechanism in " + file + " must be a mechanism that")
        .contains("got sasl.mechanism SCRAM-SHA-256", "SCRAM-SHA-512");
  }

  @Test
  void certificateOfAnUnknownAuthority() throws Exception {
    Map<String, String> client = secure.mutualTlsClient();
    client.put("ssl.truststore.location", secure.certificates().trust("stranger").toString());

    assertThat(problem(secure.mutualTls(), client))
        .startsWith("ssl.truststore.location in " + file + " must hold the authority")
        .contains(secure.mutualTls(), "certification path");
  }

  @Test
  void hostThatTheCertificateDoesNotName() throws Exception {
    String byAddress = secure.mutualTls().replace("localhost", "127.0.0.1");

    assertThat(problem(byAddress, secure.mutualTlsClient()))
        .startsWith("bootstrap-servers must name hosts as their certificates do, got " + byAddress)
        .contains("127.0.0.1 found");
  }

  @Test
  void clientCertificateOfAStranger() throws Exception {
    Map<String, String> client = secure.mutualTlsClient();
    client.put("ssl.keystore.location", secure.certificates().key("stranger").toString());

    assertThat(problem(secure.mutualTls(), client))
        .startsWith("ssl.keystore.location in " + file + " must hold a certificate that")
        .contains(secure.mutualTls());
  }

  @Test
  void clientWithoutCertificate() throws Exception {
    Map<String, String> client = secure.mutualTlsClient();
    client.keySet().removeIf(key -> key.startsWith("ssl.keystore"));

    assertThat(problem(secure.mutualTls(), client))
        .startsWith("kafka.ssl.keystore.location, which is not given, must hold a certificate");
  }

  @Test
  void plaintextClientAtATlsListener() throws Exception {
    assertThat(problem(secure.scram(), Map.of("client.id", "job")))
        .isEqualTo(
            "kafka.security.protocol, which is not given, must be what "
                + secure.scram()
                + " speaks, got PLAINTEXT: it speaks TLS");
  }

  @Test
  void tlsClientAtAPlaintextListener() throws Exception {
    String plain = secure.broker().bootstrapServers();

    assertThat(problem(plain, secure.scramClient(PASSWORD)))
        .startsWith("security.protocol in " + file + " must be what " + plain + " speaks")
        .endsWith("got SASL_SSL: it speaks without TLS");
  }

  @Test
  void tlsClientWithoutCredentialsAtASaslListener() throws Exception {
    Map<String, String> client = secure.scramClient(PASSWORD);
    client.put("security.protocol", "SSL");
    SecureBroker.write(file, client);
    JobSettings settings = JobSettings.validate(Configuration.fromMap(options(secure.scram())));

    assertThatThrownBy(() -> new StartupChecks(settings.kafka(), Duration.ofSeconds(4)).run(1))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("got " + secure.scram() + " with security.protocol SSL")
        .hasMessageContaining("one that asks for SASL does not answer either");
  }

  @Test
  void keyStoreThatIsMissing() throws Exception {
    Map<String, String> client = secure.mutualTlsClient();
    client.put("ssl.keystore.location", folder.resolve("none.p12").toString());

    assertThat(problem(secure.mutualTls(), client))
        .startsWith("ssl.keystore.location in " + file + " must be a store that")
        .contains("none.p12", "no such file");
  }

  @Test
  void keyStoreThatAnotherPasswordOpens() throws Exception {
    Map<String, String> client = secure.mutualTlsClient();
    client.put("ssl.keystore.password", PASSWORD);

    assertThat(problem(secure.mutualTls(), client))
        .startsWith("ssl.keystore.location in " + file + " must be a store that")
        .contains("job.p12", "password was incorrect");
  }

  @Test
  void trustStoreThatIsNone() throws Exception {
    Map<String, String> client = secure.mutualTlsClient();
    client.put("ssl.truststore.location", file.toString());

    assertThat(problem(secure.mutualTls(), client))
        .startsWith("ssl.truststore.location in " + file + " must be a store that");
  }

  @Test
  void trustStoreWithoutItsPassword() throws Exception {
    Map<String, String> client = secure.mutualTlsClient();
    client.remove("ssl.truststore.password");

    assertThat(problem(secure.mutualTls(), client))
        .startsWith("ssl.truststore.location in " + file + " must be a store with the authority's")
        .endsWith("shows none without ssl.truststore.password");
  }

  @Test
  void loginWhoseQuotesAreMissing() throws Exception {
    Map<String, String> client = secure.scramClient(PASSWORD);
    client.computeIfPresent(
        "sasl.jaas.config",
        (key, value) -> value.replace("\"" + PASSWORD + "\"", "my " + PASSWORD));

    assertThat(problem(secure.scram(), client))
        .contains("sasl.jaas.config in " + file + " must be one login in JAAS format");
  }

  @Test
  void protocolThatKafkaDoesNotKnow() throws Exception {
    Map<String, String> client = secure.scramClient(PASSWORD);
    client.put("security.protocol", "TLS");

    assertThat(problem(secure.scram(), client))
        .contains("kafka-properties " + file, "security.protocol", "TLS");
  }

  @Test
  void fileThatIsMissing() throws Exception {
    Files.deleteIfExists(file);
    Map<String, String> options = options(secure.scram());

    assertThat(problem(options))
        .isEqualTo("kafka-properties must be a file, got " + file + ": no such file");
  }

  @Test
  void principalThatMayNotSeeTheTopics() throws Exception {
    String text = output(secure.mutualTls(), secure.mutualTlsClient());

    assertThat(text)
        .contains("4 problems")
        .contains("topic errors-prompts must exist on " + secure.mutualTls())
        .contains("the job's principal must be allowed to describe it");
  }

  private String problem(String servers, Map<String, String> client) throws Exception {
    SecureBroker.write(file, client);
    return problem(options(servers));
  }

  private String output(String servers, Map<String, String> client) throws Exception {
    SecureBroker.write(file, client);
    return output(options(servers));
  }

  private String problem(Map<String, String> options) {
    String text = output(options);
    Matcher one =
        Pattern.compile("flink-domino run: 1 problem\n  (.*)\nSee flink-domino run --help\n")
            .matcher(text);
    assertThat(text).matches(one.pattern());
    assertThat(one.matches()).isTrue();
    return one.group(1);
  }

  private static String output(Map<String, String> options) {
    StreamingRun run =
        new StreamingRun(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    JobRunners runners =
        new JobRunners(
            settings -> {}, run::run, settings -> {}, settings -> {}, settings -> {}, Map.of());
    CommandLine line = FlinkDominoCommand.create(runners, Path.of("."));
    StringWriter text = new StringWriter();
    line.setErr(new PrintWriter(text));
    List<String> arguments = new ArrayList<>(List.of("run"));
    options.forEach((name, value) -> arguments.addAll(List.of("-D", name + "=" + value)));

    assertThat(line.execute(arguments.toArray(String[]::new))).isEqualTo(ExitCodes.WRONG_OPTIONS);
    assertThat(text.toString()).doesNotContain(PASSWORD, Certificates.PASSWORD);
    return text.toString();
  }

  private Map<String, String> options(String servers) throws Exception {
    Map<String, String> options =
        new HashMap<>(StreamingJob.options(Topics.named(secure.broker(), "errors"), 1));
    options.put("bootstrap-servers", servers);
    options.put("kafka-properties", file.toString());
    return options;
  }
}
