package io.flinkdomino.job.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.ArrayList;
import java.util.List;

/**
 * What requests added up to.
 *
 * @param requests completions
 * @param completionTokens their tokens, after stop and length cuts
 * @param acceptance counts of their decode steps
 */
record Counts(long requests, long completionTokens, Acceptance acceptance) {

  static final Counts NONE = new Counts(0, 0, Acceptance.NONE);

  static Counts ofCompletion(JsonNode completion) {
    JsonNode acceptance = completion.path("acceptance");
    return new Counts(
        1,
        completion.path("usage").path("completion_tokens").asLong(),
        new Acceptance(
            acceptance.path("steps").asLong(),
            acceptance.path("proposed").asLong(),
            acceptance.path("drafted").asLong(),
            acceptance.path("accepted").asLong(),
            longs(acceptance.path("accepted_per_position"))));
  }

  static Counts ofMetrics(JsonNode window) {
    return new Counts(
        window.path("requests").asLong(),
        window.path("completion_tokens").asLong(),
        new Acceptance(
            window.path("num_drafts").asLong(),
            window.path("num_proposed_tokens").asLong(),
            window.path("num_draft_tokens").asLong(),
            window.path("num_accepted_tokens").asLong(),
            longs(window.path("num_accepted_tokens_per_pos"))));
  }

  private static List<Long> longs(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asLong()));
    return values;
  }

  Counts plus(Counts other) {
    return new Counts(
        requests + other.requests,
        completionTokens + other.completionTokens,
        acceptance.plus(other.acceptance));
  }
}
