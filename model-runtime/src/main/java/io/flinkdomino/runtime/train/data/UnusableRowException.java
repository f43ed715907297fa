package io.flinkdomino.runtime.train.data;

/** Says why a line cannot be learned from. */
final class UnusableRowException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableRowException(String reason) {
    super(reason);
  }
}
