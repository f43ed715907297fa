package io.flinkdomino.operators.registry;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which registry, and what the job writes there; crosses the network with the job, so it holds the
 * path of the file with secrets, never a secret.
 *
 * @param urls roots of the Confluent API, tried in turn
 * @param naming under which subjects the outputs' schemas are
 * @param registration how their ids are found
 * @param propertiesFile credentials and stores, on the machine that decodes; null for none
 * @param completionTopic topic of completions
 * @param metricsTopic topic of acceptance metrics
 * @param deadLetterTopic topic of dead letters
 */
public record RegistrySettings(
    List<String> urls,
    SubjectNaming naming,
    SchemaRegistration registration,
    @Nullable String propertiesFile,
    String completionTopic,
    String metricsTopic,
    String deadLetterTopic)
    implements Serializable {

  public RegistrySettings {
    urls = List.copyOf(urls);
  }
}
