package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.PromptParser;
import io.flinkdomino.operators.registry.OutputSchemaIds;
import io.flinkdomino.operators.registry.OutputSchemas;
import io.flinkdomino.operators.registry.RegistryClient;
import io.flinkdomino.operators.registry.RegistrySettings;
import org.jspecify.annotations.Nullable;

/**
 * How a task reads prompts and marks outputs, and its connection to the schema registry, if it has
 * one. Mailbox thread only: a prompt of a schema not seen before holds it up until the registry has
 * answered, for at most {@link RegistryClient#LIMIT} (decision 0004).
 */
final class Wire implements AutoCloseable {

  private final PromptParser parser;
  private final OutputSchemaIds schemaIds;
  private final @Nullable RegistryClient registry;

  private Wire(PromptParser parser, OutputSchemaIds schemaIds, @Nullable RegistryClient registry) {
    this.parser = parser;
    this.schemaIds = schemaIds;
    this.registry = registry;
  }

  /** Makes the outputs' schemas known to the registry. */
  static Wire open(GenerateSettings settings) {
    RegistrySettings registrySettings = settings.registry();
    if (registrySettings == null) {
      return new Wire(new PromptParser(settings.promptFormat()), OutputSchemaIds.NONE, null);
    }
    RegistryClient registry = RegistryClient.open(registrySettings);
    try {
      OutputSchemaIds ids = OutputSchemas.ids(registry, registrySettings);
      return new Wire(PromptParser.withRegistry(registry), ids, registry);
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  PromptParser parser() {
    return parser;
  }

  OutputSchemaIds schemaIds() {
    return schemaIds;
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
