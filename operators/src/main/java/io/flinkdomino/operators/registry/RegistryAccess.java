package io.flinkdomino.operators.registry;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the registry wants to see: credentials and certificates, from a file with the names that
 * Confluent's clients use. Messages name keys and files, never values.
 */
final class RegistryAccess {

  private static final String OPTION = "schema-registry-properties";
  private static final String SOURCE = "basic.auth.credentials.source";
  private static final String USER_INFO = "basic.auth.user.info";
  private static final String TLS = "schema.registry.";

  private static final Set<String> TLS_KEYS =
      Set.of(
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEY_PASSWORD_CONFIG);

  private final Optional<String> authorization;
  private final SSLContext tls;

  private RegistryAccess(Optional<String> authorization, SSLContext tls) {
    this.authorization = authorization;
    this.tls = tls;
  }

  /**
   * Reads the file.
   *
   * @param file a Java properties file; null for neither credentials nor stores
   * @throws RegistryConfigurationException if it cannot be read or a key or store is wrong
   */
  static RegistryAccess read(@Nullable String file, List<String> urls) {
    Map<String, String> values = file == null ? new HashMap<>() : load(file);
    Optional<String> authorization = authorization(values);
    Map<String, String> tls = tlsValues(values);
    if (!values.isEmpty()) {
      throw wrong("have only keys that are known", "key " + new TreeSet<>(values.keySet()));
    }
    if (!tls.isEmpty() && urls.stream().noneMatch(url -> url.startsWith("https:"))) {
      throw wrong("have " + TLS + "ssl keys only with an https schema-registry-url", urls.get(0));
    }
    return new RegistryAccess(authorization, context(tls));
  }

  /** The value of the header {@code Authorization}. */
  Optional<String> authorization() {
    return authorization;
  }

  SSLContext tls() {
    return tls;
  }

  private static Map<String, String> load(String file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw wrong("be a file on the machine that reads it", file + ": no such file");
    } catch (IOException | IllegalArgumentException e) {
      throw wrong("be a Java properties file", file + ": not readable as one");
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static Optional<String> authorization(Map<String, String> values) {
    String source = values.remove(SOURCE);
    String userInfo = values.remove(USER_INFO);
    if (source == null && userInfo == null) {
      return Optional.empty();
    }
    if (source != null && !source.equals("USER_INFO")) {
      throw wrong("have " + SOURCE + " USER_INFO", "another one");
    }
    if (source == null || userInfo == null || userInfo.indexOf(':') < 1) {
      throw wrong(
          "have both " + SOURCE + " and " + USER_INFO + " (USER:PASSWORD)",
          source == null
              ? "no " + SOURCE
              : userInfo == null ? "no " + USER_INFO : "no user and colon in " + USER_INFO);
    }
    byte[] credentials = userInfo.getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  private static Map<String, String> tlsValues(Map<String, String> values) {
    Map<String, String> tls = new HashMap<>();
    for (String key : TLS_KEYS) {
      String value = values.remove(TLS + key);
      if (value != null) {
        tls.put(key, value);
      }
    }
    return tls;
  }

  /** Kafka's own reader of stores: the same types (JKS, PKCS12, PEM) as for the brokers. */
  private static SSLContext context(Map<String, String> values) {
    try {
      if (values.isEmpty()) {
        return SSLContext.getDefault();
      }
      ConfigDef names = new ConfigDef();
      SslConfigs.addClientSslSupport(names);
      try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
        factory.configure(names.parse(values));
        return factory.sslContext();
      }
    } catch (ConfigException e) {
      throw wrong("have stores that open", "a combination of keys that is not allowed");
    } catch (KafkaException e) {
      throw wrong("have stores that open", rootMessage(e));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static String rootMessage(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return error.getMessage() + (cause == error ? "" : ": " + cause.getMessage());
  }

  private static RegistryConfigurationException wrong(String rule, String found) {
    return new RegistryConfigurationException(OPTION + " must " + rule + ", got " + found);
  }
}
