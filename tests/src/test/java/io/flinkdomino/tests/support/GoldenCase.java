package io.flinkdomino.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One prompt, its greedy continuation and the decode cycles that led there. */
public record GoldenCase(JsonNode json) {

  /** Below it the order of two drafts after a rejection is rounding noise. */
  private static final double COMPARABLE_DRAFT_MARGIN = 1e-4;

  public String name() {
    return json.get("name").asText();
  }

  /** What the user asked; only the bundled model's cases have it. */
  public String question() {
    return json.get("question").asText();
  }

  /** The completion's text; only the bundled model's cases have it. */
  public String text() {
    return json.get("text").asText();
  }

  /** Question and text: what may stand in records and nowhere else. */
  public Stream<String> privateTexts() {
    return Stream.of(question(), text());
  }

  public List<Integer> promptIds() {
    return ints(json.get("prompt"));
  }

  public int maxTokens() {
    return json.get("max_new_tokens").asInt();
  }

  public List<Integer> stopTokenIds() {
    return ints(json.get("stop_token_ids"));
  }

  public List<Integer> greedy() {
    return ints(json.get("greedy"));
  }

  /** The smallest gap between the two highest logits on the greedy path. */
  public double minMargin() {
    return json.get("min_margin").asDouble();
  }

  public JsonNode cycles() {
    return json.get("cycles");
  }

  /**
   * The decode trace that a completion must show; where a cycle's drafts lie too close to each
   * other, those after its rejection point are taken from what was found.
   */
  public JsonNode trace(JsonNode found) {
    ArrayNode trace = JsonNodeFactory.instance.arrayNode();
    for (JsonNode cycle : cycles()) {
      JsonNode other = found.path(trace.size());
      trace
          .addObject()
          .put("anchor", cycle.get("anchor").asInt())
          .<ObjectNode>set("draft", draft(cycle, other))
          .put("accepted", cycle.get("accepted").asInt())
          .put("next", cycle.get("next").asInt());
    }
    return trace;
  }

  private static JsonNode draft(JsonNode cycle, JsonNode found) {
    JsonNode expected = cycle.get("draft");
    if (cycle.get("draft_margin").asDouble() > COMPARABLE_DRAFT_MARGIN) {
      return expected;
    }
    ArrayNode draft = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < expected.size(); i++) {
      boolean kept = i < cycle.get("accepted").asInt();
      draft.add(kept ? expected.get(i) : found.path("draft").path(i));
    }
    return draft;
  }

  static List<Integer> ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }
}
