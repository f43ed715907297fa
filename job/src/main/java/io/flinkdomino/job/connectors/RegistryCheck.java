package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.operators.registry.OutputSchemas;
import io.flinkdomino.operators.registry.RegistryClient;
import io.flinkdomino.operators.registry.RegistryConfigurationException;
import io.flinkdomino.operators.registry.RegistrySettings;
import io.flinkdomino.operators.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;

/** Asks the schema registry, before the job starts, for what every task will ask it. */
public final class RegistryCheck {

  private RegistryCheck() {}

  /**
   * Registers the outputs' schemas, or looks them up.
   *
   * @param deadline how long the registry may take to answer a call
   * @throws InvalidOptionsException if the registry refuses them or does not answer
   */
  public static void run(RegistrySettings settings, Duration deadline) {
    try (RegistryClient registry = RegistryClient.open(settings, deadline)) {
      OutputSchemas.ids(registry, settings);
    } catch (RegistryConfigurationException | RegistryUnavailableException e) {
      throw new InvalidOptionsException(List.of(e.getMessage()));
    }
  }
}
