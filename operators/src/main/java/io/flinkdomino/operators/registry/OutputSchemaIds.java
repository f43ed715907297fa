package io.flinkdomino.operators.registry;

import java.util.OptionalInt;

/**
 * The registry's ids of the schemas that the job writes; empty without a registry.
 *
 * @param completion of completions
 * @param metrics of acceptance metrics
 * @param deadLetter of dead letters
 */
public record OutputSchemaIds(OptionalInt completion, OptionalInt metrics, OptionalInt deadLetter) {

  /** No registry. */
  public static final OutputSchemaIds NONE =
      new OutputSchemaIds(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
}
