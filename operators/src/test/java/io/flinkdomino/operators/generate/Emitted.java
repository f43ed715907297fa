package io.flinkdomino.operators.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.emit.OutputRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Keeps the records of one stream in this JVM, where the test looks at them. */
final class Emitted extends RichMapFunction<OutputRecord, OutputRecord> {

  private static final long serialVersionUID = 1;
  private static final Map<String, Collection<JsonNode>> BY_STREAM = new ConcurrentHashMap<>();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static volatile Runnable whenClosed = () -> {};

  private final String stream;

  Emitted(String stream) {
    this.stream = stream;
  }

  static void clear() {
    BY_STREAM.clear();
    whenClosed = () -> {};
  }

  /** Runs an action when a task that holds this closes, before it closes the generate operator. */
  static void whenClosed(Runnable action) {
    whenClosed = action;
  }

  static List<JsonNode> of(String stream) {
    return List.copyOf(BY_STREAM.getOrDefault(stream, List.of()));
  }

  @Override
  public OutputRecord map(OutputRecord record) throws Exception {
    BY_STREAM
        .computeIfAbsent(stream, s -> new CopyOnWriteArrayList<>())
        .add(JSON.readTree(record.value()));
    return record;
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
