package io.flinkdomino.job.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/** Gathers one job's outputs and adds up what both topics say of them. One thread. */
final class OutputCollector {

  private final ObjIntConsumer<JsonNode> onCompletion;
  private final Map<Integer, JsonNode> completions = new TreeMap<>();
  private final Map<Integer, JsonNode> deadLetters = new TreeMap<>();
  private Counts fromCompletions = Counts.NONE;
  private Counts fromMetrics = Counts.NONE;
  private double engineStart = Double.MAX_VALUE;
  private long lastTimestamp;

  /** Shows each completion, with its prompt's index, as it comes. */
  OutputCollector(ObjIntConsumer<JsonNode> onCompletion) {
    this.onCompletion = onCompletion;
  }

  void completion(String key, JsonNode completion, long timestamp) {
    int index = Integer.parseInt(key);
    if (completions.put(index, completion) != null) {
      throw new IllegalStateException("prompt " + index + " must have one completion, got two");
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
    return completions.size() + deadLetters.size() >= prompts
        && fromMetrics.requests() >= fromCompletions.requests();
  }

  int answered() {
    return completions.size() + deadLetters.size();
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

  /** The tokens of each completed prompt, by prompt index; its text where no tokens were asked. */
  Map<Integer, JsonNode> tokens() {
    Map<Integer, JsonNode> tokens = new TreeMap<>();
    completions.forEach(
        (index, completion) ->
            tokens.put(
                index,
                completion.has("token_ids")
                    ? completion.get("token_ids")
                    : completion.path("text")));
    return tokens;
  }
}
