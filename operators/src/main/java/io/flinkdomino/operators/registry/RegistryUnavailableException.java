package io.flinkdomino.operators.registry;

/** The registry does not answer. No prompt's fault: the task fails and Flink restarts it. */
public final class RegistryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the registry and how it failed
   */
  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param message names the registry and how it failed
   */
  public RegistryUnavailableException(String message) {
    super(message);
  }
}
