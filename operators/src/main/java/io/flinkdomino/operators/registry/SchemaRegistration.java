package io.flinkdomino.operators.registry;

import java.util.Locale;

/** How the job finds the ids of the schemas it writes. */
public enum SchemaRegistration {
  /** Registers them; the registry refuses what its compatibility rules forbid. */
  REGISTER,
  /** Looks them up; whoever runs the registry has registered them before. */
  LOOKUP;

  /** The option value that names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
