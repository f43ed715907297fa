package io.flinkdomino.job.evaluate;

/** Says why a row cannot be decoded: field, rule and value, never text. */
final class BadRowException extends Exception {

  private static final long serialVersionUID = 1L;

  BadRowException(String reason) {
    super(reason);
  }
}
