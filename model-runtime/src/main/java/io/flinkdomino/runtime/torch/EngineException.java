package io.flinkdomino.runtime.torch;

/** The device, its library or a program on it failed; the engine must be rebuilt. */
public final class EngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
