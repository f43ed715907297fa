package io.flinkdomino.operators.registry;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The registry refuses what whoever configured the job asked of it. Trying again cannot help, so
 * Flink does not restart the job.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class RegistryConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the option, the rule and what was found; never a secret
   */
  public RegistryConfigurationException(String message) {
    super(message);
  }
}
