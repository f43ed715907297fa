package io.flinkdomino.runtime.prompt.template;

/** Python's {@code None}. */
enum None {
  NONE
}
