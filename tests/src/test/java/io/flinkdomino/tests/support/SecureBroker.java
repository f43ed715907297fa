package io.flinkdomino.tests.support;

import io.flinkdomino.job.demo.DemoBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker with three listeners: plaintext for tests, whom it lets do everything; TLS with SCRAM,
 * and TLS with client certificates, where the principal is {@code job} and may do only what it was
 * allowed.
 */
public final class SecureBroker implements AutoCloseable {

  /** Who the job is, on both listeners. */
  public static final String PRINCIPAL = "job";

  private static final Path LIB = Path.of(System.getProperty("flinkdomino.broker.lib"));
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int ITERATIONS = 4096;

  private final DemoBroker broker;
  private final Certificates certificates;
  private final String scram;
  private final String mutualTls;

  private SecureBroker(
      DemoBroker broker, Certificates certificates, String scram, String mutualTls) {
    this.broker = broker;
    this.certificates = certificates;
    this.scram = scram;
    this.mutualTls = mutualTls;
  }

  /** Starts it; everything it needs lies in the folder. */
  static SecureBroker start(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Certificates certificates = Certificates.create(folder);
    int scram = freePort();
    int mutualTls = freePort();
    Path file = folder.resolve("server.properties");
    write(file, settings(certificates, scram, mutualTls));
    DemoBroker broker =
        DemoBroker.start(LIB, folder.resolve("data"), 0, Optional.of(file), START_LIMIT);
    return new SecureBroker(broker, certificates, "localhost:" + scram, "localhost:" + mutualTls);
  }

  private static Map<String, String> settings(Certificates certificates, int scram, int mutualTls) {
    Map<String, String> settings = new HashMap<>();
    settings.put("listeners", "SCRAM://127.0.0.1:" + scram + ",MUTUAL://127.0.0.1:" + mutualTls);
    settings.put(
        "advertised.listeners", "SCRAM://localhost:" + scram + ",MUTUAL://localhost:" + mutualTls);
    settings.put("listener.security.protocol.map", "SCRAM:SASL_SSL,MUTUAL:SSL");
    settings.put("ssl.keystore.location", certificates.key("server").toString());
    settings.put("ssl.keystore.password", Certificates.PASSWORD);
    settings.put("ssl.truststore.location", certificates.trust("authority").toString());
    settings.put("ssl.truststore.password", Certificates.PASSWORD);
    settings.put("listener.name.mutual.ssl.client.auth", "required");
    settings.put("ssl.principal.mapping.rules", "RULE:^CN=(.*?)$/$1/");
    settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        "listener.name.scram.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:ANONYMOUS");
    return settings;
  }

  /** The broker; its own address is the plaintext listener. */
  public DemoBroker broker() {
    return broker;
  }

  public Certificates certificates() {
    return certificates;
  }

  /** Where SCRAM is spoken over TLS. */
  public String scram() {
    return scram;
  }

  /** Where clients show a certificate. */
  public String mutualTls() {
    return mutualTls;
  }

  /** What a client needs on {@link #scram}. */
  public Map<String, String> scramClient(String password) {
    Map<String, String> client = new HashMap<>(tlsClient());
    client.put("security.protocol", "SASL_SSL");
    client.put("sasl.mechanism", "SCRAM-SHA-512");
    client.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
            + PRINCIPAL
            + "\" password=\""
            + password
            + "\";");
    return client;
  }

  /** What a client needs on {@link #mutualTls}. */
  public Map<String, String> mutualTlsClient() {
    Map<String, String> client = new HashMap<>(tlsClient());
    client.put("ssl.keystore.location", certificates.key("job").toString());
    client.put("ssl.keystore.password", Certificates.PASSWORD);
    return client;
  }

  private Map<String, String> tlsClient() {
    return Map.of(
        "security.protocol",
        "SSL",
        "ssl.truststore.location",
        certificates.trust("authority").toString(),
        "ssl.truststore.password",
        Certificates.PASSWORD);
  }

  /** Gives the job a password, in place of any other. */
  public void setPassword(String password) throws InterruptedException, ExecutionException {
    try (Admin admin = admin()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      PRINCIPAL,
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                      password)))
          .all()
          .get();
    }
  }

  /** Allows the job what {@code docs/security.md} says it needs, on these topics. */
  public void allow(Topics topics) throws InterruptedException, ExecutionException {
    List<AclBinding> rules = new ArrayList<>();
    rules.add(rule(ResourceType.TOPIC, topics.prompts(), AclOperation.READ));
    for (String output : List.of(topics.completions(), topics.metrics(), topics.deadLetters())) {
      rules.add(rule(ResourceType.TOPIC, output, AclOperation.WRITE));
    }
    rules.add(rule(ResourceType.GROUP, topics.group(), AclOperation.READ));
    rules.add(
        new AclBinding(
            new ResourcePattern(
                ResourceType.TRANSACTIONAL_ID, topics.group(), PatternType.PREFIXED),
            entry(AclOperation.WRITE)));
    try (Admin admin = admin()) {
      admin.createAcls(rules).all().get();
    }
  }

  private static AclBinding rule(ResourceType type, String name, AclOperation operation) {
    return new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL), entry(operation));
  }

  private static AccessControlEntry entry(AclOperation operation) {
    return new AccessControlEntry("User:" + PRINCIPAL, "*", operation, AclPermissionType.ALLOW);
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /** Writes settings as a properties file. */
  public static Path write(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
