package io.flinkdomino.operators.registry;

/** Where the schemas of writers come from. */
public interface SchemaSource {

  /** What became of an id that a record named. */
  sealed interface Answer {

    /**
     * The schema as the registry keeps it.
     *
     * @param type {@code AVRO} or another language
     * @param text the schema
     * @param references how many other schemas it builds on
     */
    record Found(String type, String text, int references) implements Answer {}

    /**
     * The registry has no schema for it, or none for this job.
     *
     * @param rule what should have been, in words that follow "schema ID must"
     * @param found what was
     */
    record Refused(String rule, String found) implements Answer {}
  }

  /**
   * Looks up an id.
   *
   * @throws RegistryUnavailableException if there is no answer; says nothing about the id
   */
  Answer find(int id);
}
