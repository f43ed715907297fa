package io.flinkdomino.chaos.values;

import io.flinkdomino.chaos.values.ValuesFile.Values;
import java.nio.file.Path;
import java.util.List;

/**
 * What one JVM wrote, dead or alive.
 *
 * @param pid of the process; those of dead ones may repeat
 * @param since when it began, in milliseconds since the epoch
 */
public record JvmValues(long pid, long since, ValuesFile file) {

  static JvmValues open(Path file) {
    String name = file.getFileName().toString();
    int dash = name.indexOf('-');
    return new JvmValues(
        Long.parseLong(name.substring(0, dash)),
        Long.parseLong(name.substring(dash + 1, name.indexOf('.'))),
        ValuesFile.open(file));
  }

  /** Its engines, in the order in which they were opened. */
  public List<Values> engines() {
    return file.records(Subject.ENGINE);
  }

  /** Its operator attempts, in the order in which they were started. */
  public List<Values> operators() {
    return file.records(Subject.OPERATOR);
  }

  /** Sequences in the batches of its operators now. */
  public long running() {
    return operators().stream().filter(Values::isOpen).mapToLong(o -> o.get(Field.RUNNING)).sum();
  }

  /** Tokens that its engines decoded. */
  public long decodedTokens() {
    return engines().stream().mapToLong(e -> e.get(Field.DECODED_TOKENS)).sum();
  }
}
