package io.flinkdomino.operators.registry;

import io.flinkdomino.schemas.AcceptanceMetricsRecord;
import io.flinkdomino.schemas.CompletionRecord;
import io.flinkdomino.schemas.DeadLetterRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemas that the job writes, made known to the registry before the first record. */
public final class OutputSchemas {

  private static final Logger LOG = LoggerFactory.getLogger(OutputSchemas.class);

  private final RegistryClient registry;
  private final RegistrySettings settings;

  private OutputSchemas(RegistryClient registry, RegistrySettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * Registers them, or looks them up.
   *
   * @throws RegistryConfigurationException if the registry refuses one, or does not have it
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public static OutputSchemaIds ids(RegistryClient registry, RegistrySettings settings) {
    OutputSchemas schemas = new OutputSchemas(registry, settings);
    return new OutputSchemaIds(
        schemas.id(
            settings.completionTopic(), CompletionRecord.getClassSchema(), "completion_record"),
        schemas.id(
            settings.metricsTopic(),
            AcceptanceMetricsRecord.getClassSchema(),
            "acceptance_metrics_record"),
        schemas.id(
            settings.deadLetterTopic(), DeadLetterRecord.getClassSchema(), "dead_letter_record"));
  }

  private OptionalInt id(String topic, Schema schema, String file) {
    String subject = settings.naming().subject(topic, schema.getFullName());
    String text = published(file);
    int id =
        switch (settings.registration()) {
          case REGISTER -> registry.register(subject, text);
          case LOOKUP -> registry.lookUp(subject, text);
        };
    LOG.info("output schema: subject={}, id={}", subject, id);
    return OptionalInt.of(id);
  }

  /**
   * The schema as it is published. That of the generated class has properties for Java, with which
   * the registry would take it for another one.
   */
  private static String published(String file) {
    try (InputStream text = CompletionRecord.class.getResourceAsStream("/avro/" + file + ".avsc")) {
      return new Schema.Parser().parse(text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("reading schema " + file + " from the class path failed", e);
    }
  }
}
