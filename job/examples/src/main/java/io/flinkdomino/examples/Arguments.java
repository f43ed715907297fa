package io.flinkdomino.examples;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What an example was started with.
 *
 * @param bootstrapServers brokers as {@code host:port}, separated by commas
 * @param topic where to write to or read from
 * @param count how many records to read; 0 for a program that writes
 * @param client settings of the Kafka client, such as TLS and SASL; may be empty
 */
record Arguments(String bootstrapServers, String topic, int count, Properties client) {

  private static final int WRONG_USAGE = 2;

  /** For a program that writes. */
  static Arguments ofWriter(String program, String... arguments) {
    return parse(program + " BOOTSTRAP_SERVERS TOPIC [CLIENT_PROPERTIES]", false, arguments);
  }

  /** For a program that reads. */
  static Arguments ofReader(String program, String... arguments) {
    return parse(program + " BOOTSTRAP_SERVERS TOPIC COUNT [CLIENT_PROPERTIES]", true, arguments);
  }

  private static Arguments parse(String usage, boolean counts, String... arguments) {
    int needed = counts ? 3 : 2;
    try {
      if (arguments.length < needed || arguments.length > needed + 1) {
        throw new IllegalArgumentException(
            "arguments must be " + needed + " or " + (needed + 1) + ", got " + arguments.length);
      }
      int count = counts ? count(arguments[2]) : 0;
      Properties client =
          arguments.length == needed ? new Properties() : properties(arguments[needed]);
      client.setProperty("bootstrap.servers", arguments[0]);
      return new Arguments(arguments[0], arguments[1], count, client);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println("Usage: " + usage);
      System.exit(WRONG_USAGE);
      throw e;
    }
  }

  private static int count(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("COUNT must be a whole number from 1, got " + text);
    }
    return Integer.parseInt(text);
  }

  private static Properties properties(String file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "CLIENT_PROPERTIES must be a file that can be read, got " + file, e);
    }
  }

  /** What lies behind an error of Kafka's client, which often wraps it. */
  static String reason(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  /** The client's settings, with those given here as defaults. */
  Properties clientWith(List<String> defaults) {
    Properties properties = new Properties();
    for (String setting : defaults) {
      int equals = setting.indexOf('=');
      properties.setProperty(setting.substring(0, equals), setting.substring(equals + 1));
    }
    properties.putAll(client);
    return properties;
  }
}
