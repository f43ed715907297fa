package io.flinkdomino.operators.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.emit.OutputRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.functions.MapFunction;

/** Keeps the records of one stream in this JVM, where the test looks at them. */
final class Emitted implements MapFunction<OutputRecord, OutputRecord> {

  private static final long serialVersionUID = 1;
  private static final Map<String, Collection<JsonNode>> BY_STREAM = new ConcurrentHashMap<>();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String stream;

  Emitted(String stream) {
    this.stream = stream;
  }

  static void clear() {
    BY_STREAM.clear();
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
}
