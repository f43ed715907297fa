package io.flinkdomino.job.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.ObjIntConsumer;

/** Gathers one job's outputs and adds up what both topics say of them. One thread. */
final class OutputCollector {

  private final IntUnaryOperator completionsOf;
  private final ObjIntConsumer<JsonNode> onCompletion;
  private final Map<Integer, SortedMap<Integer, JsonNode>> completions = new TreeMap<>();
  private final Map<Integer, JsonNode> deadLetters = new TreeMap<>();
  private Counts fromCompletions = Counts.NONE;
  private Counts fromMetrics = Counts.NONE;
  private double engineStart = Double.MAX_VALUE;
  private long lastTimestamp;
  private int answered;

  /**
   * A collector of outputs to come.
   *
   * @param completionsOf how many completions the prompt of an index asks for
   * @param onCompletion is shown each completion, with its prompt's index, as it comes
   */
  OutputCollector(IntUnaryOperator completionsOf, ObjIntConsumer<JsonNode> onCompletion) {
    this.completionsOf = completionsOf;
    this.onCompletion = onCompletion;
  }

  void completion(String key, JsonNode completion, long timestamp) {
    int index = Integer.parseInt(key);
    int which = completion.path("index").asInt();
    SortedMap<Integer, JsonNode> all = completions.computeIfAbsent(index, i -> new TreeMap<>());
    if (all.put(which, completion) != null) {
      throw new IllegalStateException(
          "prompt " + index + " must have one completion " + which + ", got two");
    }
    if (all.size() == completionsOf.applyAsInt(index)) {
      answered++;
    }
    fromCompletions = fromCompletions.plus(Counts.ofCompletion(completion));
    engineStart = Math.min(engineStart, timestamp - millisInEngine(completion));
    lastTimestamp = Math.max(lastTimestamp, timestamp);
    onCompletion.accept(completion, index);
  }

  void deadLetter(String key, JsonNode deadLetter, long timestamp) {
    deadLetters.put(Integer.parseInt(key), deadLetter);
    lastTimestamp = Math.max(lastTimestamp, timestamp);
  }

  void metrics(JsonNode window) {
    fromMetrics = fromMetrics.plus(Counts.ofMetrics(window));
  }

  /** Whether every prompt has an outcome and the metrics have caught up with them. */
  boolean complete(int prompts) {
    return answered() >= prompts && fromMetrics.requests() >= fromCompletions.requests();
  }

  /** Prompts with all their completions or a dead letter. */
  int answered() {
    return answered + deadLetters.size();
  }

  int deadLettered() {
    return deadLetters.size();
  }

  /** Sums over the completions. */
  Counts fromCompletions() {
    return fromCompletions;
  }

  /** Sums over the metrics topic; the two must be equal. */
  Counts fromMetrics() {
    return fromMetrics;
  }

  private static double millisInEngine(JsonNode completion) {
    JsonNode timings = completion.path("timings");
    return timings.path("time_to_first_token_ms").asDouble() + timings.path("decode_ms").asDouble();
  }

  /** Milliseconds from the first prompt's arrival at the engine to the last outcome written. */
  double engineMillis() {
    return Math.max(1, lastTimestamp - engineStart);
  }

  /** What completions added up to, by the task that their metadata names. */
  Map<String, TaskDecoding> byTask() {
    Map<String, TaskDecoding> tasks = new TreeMap<>();
    for (SortedMap<Integer, JsonNode> all : completions.values()) {
      for (JsonNode completion : all.values()) {
        JsonNode task = completion.path("metadata").path("task");
        if (task.isTextual()) {
          tasks.merge(task.asText(), TaskDecoding.of(completion), TaskDecoding::plus);
        }
      }
    }
    return tasks;
  }

  /** The tokens of each prompt's completions, by prompt index; texts where no tokens were asked. */
  Map<Integer, List<JsonNode>> tokens() {
    Map<Integer, List<JsonNode>> tokens = new TreeMap<>();
    completions.forEach(
        (index, all) ->
            tokens.put(
                index,
                all.values().stream()
                    .map(c -> c.has("token_ids") ? c.get("token_ids") : c.path("text"))
                    .toList()));
    return tokens;
  }
}
