package io.flinkdomino.operators.prompt;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Bounds schemas that others wrote. Avro writes a record's type out wherever it is used, so a short
 * schema may stand for billions of types; this counts them so, and stops at its bound.
 */
final class SchemaSize {

  static final int MAX_TYPES = 10_000;
  static final int MAX_DEPTH = 64;
  static final String RULE =
      "stand for at most " + MAX_TYPES + " types and have at most " + MAX_DEPTH + " levels";

  private final Set<String> open = new HashSet<>();
  private int types;

  private SchemaSize() {}

  /** What is wrong with its size, in words that follow "got"; empty where nothing is. */
  static Optional<String> problem(Schema schema) {
    SchemaSize size = new SchemaSize();
    return size.fits(schema, 1) ? Optional.empty() : Optional.of("more");
  }

  private boolean fits(Schema schema, int depth) {
    if (++types > MAX_TYPES || depth > MAX_DEPTH) {
      return false;
    }
    return switch (schema.getType()) {
      case RECORD -> recordFits(schema, depth);
      case ARRAY -> fits(schema.getElementType(), depth + 1);
      case MAP -> fits(schema.getValueType(), depth + 1);
      case UNION -> schema.getTypes().stream().allMatch(branch -> fits(branch, depth + 1));
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> true;
    };
  }

  /** A record within itself is counted once; how often data repeats it, its bytes bound. */
  private boolean recordFits(Schema schema, int depth) {
    if (!open.add(schema.getFullName())) {
      return true;
    }
    boolean fits = schema.getFields().stream().allMatch(field -> fits(field.schema(), depth + 1));
    open.remove(schema.getFullName());
    return fits;
  }
}
