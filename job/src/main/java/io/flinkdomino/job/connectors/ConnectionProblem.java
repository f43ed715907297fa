package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.KafkaProperties;
import io.flinkdomino.job.options.KafkaSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Why a broker could not be asked, as one sentence: the setting to change and where it stands, the
 * rule, what was found. Never a secret, though Kafka's own words may quote part of one.
 */
final class ConnectionProblem {

  private static final String HIDDEN = "******";
  private static final String PLAINTEXT = "PLAINTEXT";
  private static final String SSL = "SSL";
  private static final String SASL = "SASL_";
  private static final int LEAST_SECRET_WORD = 3;

  /** What stands in a JAAS configuration beside secrets. */
  private static final List<String> JAAS_WORDS = List.of("required", "username", "password");

  private final KafkaSettings settings;
  private final Map<String, String> values;

  ConnectionProblem(KafkaSettings settings) {
    this.settings = settings;
    this.values = settings.properties().resolved();
  }

  /** The security protocol that the clients will speak. */
  String protocol() {
    return values
        .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, PLAINTEXT)
        .toUpperCase(Locale.ROOT);
  }

  /**
   * A trust store in which no certificate can be seen. Kafka's client takes it, and then waits for
   * a broker that it does not trust.
   */
  Optional<String> emptyTrustStore() {
    String file = values.get(truststore());
    if (file == null || !usesTls()) {
      return Optional.empty();
    }
    String password = values.get(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG);
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore store =
          KeyStore.getInstance(
              values.getOrDefault(
                  SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, SslConfigs.DEFAULT_SSL_TRUSTSTORE_TYPE));
      store.load(in, password == null ? null : password.toCharArray());
      return store.size() > 0
          ? Optional.empty()
          : Optional.of(
              origin(truststore())
                  + " must be a store with the authority's certificate, got "
                  + file
                  + " that shows none"
                  + (password == null ? " without ssl.truststore.password" : ""));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty(); // Kafka's client meets the same and says so
    }
  }

  boolean usesTls() {
    return protocol().equals(SSL) || protocol().equals(SASL + SSL);
  }

  boolean usesNoTls() {
    return protocol().equals(PLAINTEXT) || protocol().equals(SASL + PLAINTEXT);
  }

  boolean usesSasl() {
    return protocol().startsWith(SASL);
  }

  /** Whether the broker sees a name that its access rules may refuse. */
  boolean hasPrincipal() {
    return !protocol().equals(PLAINTEXT);
  }

  /** A listener whose answer does not fit the protocol. */
  String wrongProtocol(String server, String found) {
    return origin(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
        + " must be what "
        + server
        + " speaks, got "
        + protocol()
        + ": "
        + found;
  }

  /** What an error of Kafka's client means for whoever configured it. */
  String of(Throwable error) {
    return find(error, SslAuthenticationException.class)
        .map(this::handshake)
        .or(() -> find(error, AuthenticationException.class).map(this::authentication))
        .or(() -> find(error, AuthorizationException.class).map(this::authorization))
        .orElseGet(() -> construction(error));
  }

  private String handshake(SslAuthenticationException error) {
    String reason = reason(error);
    if (reason.contains("certification path") || reason.contains("PKIX")) {
      return origin(given(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, truststore()))
          + " must hold the authority that signed the certificate of "
          + settings.bootstrapServers()
          + ": "
          + reason;
    }
    if (reason.contains("subject alternative") || reason.contains("No name matching")) {
      return "bootstrap-servers must name hosts as their certificates do, got "
          + settings.bootstrapServers()
          + ": "
          + reason;
    }
    if (reason.contains("fatal alert")) {
      return origin(given(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, keystore()))
          + " must hold a certificate that "
          + settings.bootstrapServers()
          + " accepts: "
          + reason;
    }
    return wrongProtocol(settings.bootstrapServers(), reason);
  }

  private String authentication(AuthenticationException error) {
    if (error instanceof UnsupportedSaslMechanismException) {
      return origin(SaslConfigs.SASL_MECHANISM)
          + " must be a mechanism that "
          + settings.bootstrapServers()
          + " offers, got "
          + mechanism()
          + ": "
          + reason(error);
    }
    if (error instanceof SaslAuthenticationException) {
      return origin(SaslConfigs.SASL_JAAS_CONFIG)
          + " must hold credentials that "
          + settings.bootstrapServers()
          + " accepts for "
          + mechanism()
          + ": "
          + reason(error);
    }
    return wrongProtocol(settings.bootstrapServers(), reason(error));
  }

  private String authorization(AuthorizationException error) {
    return "the principal that "
        + settings.bootstrapServers()
        + " sees must be allowed what the job does (docs/security.md): "
        + reason(error);
  }

  private String construction(Throwable error) {
    String reason = reason(error);
    for (String key : List.of(keystore(), truststore())) {
      String file = values.get(key);
      if (file != null && reason.contains(file)) {
        return origin(key) + " must be a store that its password opens, got " + reason;
      }
    }
    if (reason.contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      return "bootstrap-servers must be known hosts, got "
          + settings.bootstrapServers()
          + ": "
          + reason;
    }
    String where =
        settings
            .properties()
            .file()
            .map(file -> "kafka-properties " + file.path() + " and ")
            .orElse("");
    return where + "kafka.KEY must be settings that Kafka's client takes: " + reason;
  }

  private String mechanism() {
    return "sasl.mechanism "
        + values.getOrDefault(SaslConfigs.SASL_MECHANISM, SaslConfigs.DEFAULT_SASL_MECHANISM);
  }

  private String given(String key, String otherwise) {
    return values.containsKey(key) ? key : otherwise;
  }

  private static String truststore() {
    return SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;
  }

  private static String keystore() {
    return SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;
  }

  private String origin(String key) {
    return settings.properties().origin(key);
  }

  private static <T> Optional<T> find(Throwable error, Class<T> type) {
    return causes(error).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable e = error; e != null && !causes.contains(e); e = e.getCause()) {
      causes.add(e);
    }
    return causes.stream();
  }

  /** All that the error and its causes say, without what only says that there is a cause. */
  String reason(Throwable error) {
    String reason =
        causes(error)
            .filter(e -> e.getCause() == null || !saysNothing(e))
            .map(ConnectionProblem::message)
            .distinct()
            .collect(Collectors.joining(": "));
    return hideSecrets(reason);
  }

  private static String message(Throwable error) {
    // Their messages are the path alone.
    if (error instanceof NoSuchFileException) {
      return "no such file";
    }
    if (error instanceof AccessDeniedException) {
      return "not readable";
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }

  private static boolean saysNothing(Throwable error) {
    String message = error.getMessage();
    if (message == null || message.equals(String.valueOf(error.getCause()))) {
      return true;
    }
    return error.getClass() == KafkaException.class && message.startsWith("Failed to create new");
  }

  private String hideSecrets(String text) {
    String hidden = text;
    for (String secret : secretWords()) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    return hidden;
  }

  /** Longest first, so that no part of a word stays behind. */
  private List<String> secretWords() {
    return values.entrySet().stream()
        .filter(entry -> KafkaProperties.isSecret(entry.getKey()))
        .flatMap(entry -> Stream.concat(Stream.of(entry.getValue()), words(entry.getValue())))
        .filter(word -> word.length() >= LEAST_SECRET_WORD && !JAAS_WORDS.contains(word))
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static Stream<String> words(String secret) {
    // The login module's class is no secret, and worth reading when it is misspelt.
    return Arrays.stream(secret.split("[\\s\"'=;]+")).filter(word -> !word.endsWith("LoginModule"));
  }
}
