package io.flinkdomino.job.options;

import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.operators.registry.RegistrySettings;
import io.flinkdomino.operators.registry.SchemaRegistration;
import io.flinkdomino.operators.registry.SubjectNaming;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;

/** Reads the options of the schema registry, which mean something only with its address. */
final class RegistryOptions {

  private static final List<ConfigOption<?>> OTHERS =
      List.of(
          JobOptions.SUBJECT_NAMING,
          JobOptions.SCHEMA_REGISTRATION,
          JobOptions.SCHEMA_REGISTRY_PROPERTIES);

  private RegistryOptions() {}

  static Supplier<Optional<RegistrySettings>> read(OptionReader reader) {
    if (!reader.isGiven(JobOptions.SCHEMA_REGISTRY_URL)) {
      OTHERS.stream()
          .filter(reader::isGiven)
          .forEach(option -> reader.problem(option.key() + " must come with schema-registry-url"));
      return Optional::empty;
    }
    Optional<List<String>> urls =
        reader.optional(JobOptions.SCHEMA_REGISTRY_URL).flatMap(text -> urls(reader, text));
    refuseJson(reader, JobOptions.PROMPT_FORMAT);
    refuseJson(reader, JobOptions.OUTPUT_FORMAT);
    Optional<SubjectNaming> naming = reader.required(JobOptions.SUBJECT_NAMING);
    Optional<SchemaRegistration> registration = reader.required(JobOptions.SCHEMA_REGISTRATION);
    Optional<String> properties =
        reader.parsed(
            JobOptions.SCHEMA_REGISTRY_PROPERTIES,
            text -> Path.of(text).toAbsolutePath().toString(),
            "a path");
    return () ->
        Optional.of(
            new RegistrySettings(
                urls.orElseThrow(),
                naming.orElseThrow(),
                registration.orElseThrow(),
                properties.orElse(null),
                reader.quiet(JobOptions.COMPLETION_TOPIC).orElseThrow(),
                reader.quiet(JobOptions.METRICS_TOPIC).orElseThrow(),
                reader.quiet(JobOptions.DEAD_LETTER_TOPIC).orElseThrow()));
  }

  private static void refuseJson(OptionReader reader, ConfigOption<WireFormat> option) {
    if (reader.quiet(option).filter(format -> format == WireFormat.JSON).isPresent()) {
      reader.problem(
          "schema-registry-url must come with "
              + option.key()
              + " avro, got "
              + option.key()
              + " json");
    }
  }

  /** An address may hold a password, so a wrong one is not shown. */
  private static Optional<List<String>> urls(OptionReader reader, String text) {
    List<String> urls = Arrays.stream(text.split(",", -1)).map(RegistryOptions::tidy).toList();
    if (urls.stream().anyMatch(url -> isUrl(url) && URI.create(url).getUserInfo() != null)) {
      reader.problem(
          "schema-registry-url must not hold a user or password: schema-registry-properties takes"
              + " them");
      return Optional.empty();
    }
    if (!urls.stream().allMatch(RegistryOptions::isUrl)) {
      reader.problem(
          "schema-registry-url must be http:// or https:// addresses without query, separated by"
              + " commas, got something else");
      return Optional.empty();
    }
    return Optional.of(urls);
  }

  private static String tidy(String url) {
    String stripped = url.strip();
    return stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
