package io.flinkdomino.chaos.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.bench.workload.Prompts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Prompts by number, without end. A few variants come again and again, each time with another
 * length: a shorter completion is the beginning of a longer one, so that the target alone has to
 * decode each variant once.
 *
 * @param variants prompts with their parameters; every third is greedy, the others are drawn
 * @param promptTokens most tokens of a prompt; what is beyond is cut off
 * @param shortest tokens of the shortest completions, which ignore the end of sequence
 * @param longest tokens of the longest ones
 * @param ids of prompts that have one of their own, by number
 */
public record Workload(
    int variants, int promptTokens, int shortest, int longest, Map<Integer, String> ids) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<List<Integer>> PROMPTS = Prompts.golden().tokenIds();

  /** Not a divisor of what it is used with, so that lengths and prompts mix. */
  private static final int STRIDE = 37;

  private static final int FIRST_SEED = 1_000;
  private static final int PRIORITIES = 3;

  public Workload {
    ids = Map.copyOf(ids);
  }

  /** Without ids of their own. */
  public Workload(int variants, int promptTokens, int shortest, int longest) {
    this(variants, promptTokens, shortest, longest, Map.of());
  }

  /** The same with an id for one prompt. */
  public Workload with(int number, String id) {
    return new Workload(variants, promptTokens, shortest, longest, Map.of(number, id));
  }

  /** Which variant a prompt is of. */
  public int variant(int number) {
    return number % variants;
  }

  /** How many tokens a prompt asks for. */
  public int tokens(int number) {
    return shortest + number * STRIDE % (longest - shortest + 1);
  }

  List<Integer> promptIds(int variant) {
    List<Integer> whole = PROMPTS.get(variant * STRIDE % PROMPTS.size());
    return whole.subList(0, Math.min(promptTokens, whole.size()));
  }

  double temperature(int variant) {
    return variant % 3 == 0 ? 0 : variant % 3 == 1 ? 0.7 : 1;
  }

  long seed(int variant) {
    return (long) FIRST_SEED + variant;
  }

  /** The record's value. */
  byte[] value(int number) {
    int variant = variant(number);
    ObjectNode json = JSON.createObjectNode();
    json.put("id", ids.getOrDefault(number, "prompt-" + number));
    promptIds(variant).forEach(json.putArray("prompt_token_ids")::add);
    json.put("max_tokens", tokens(number));
    json.put("ignore_eos", true).put("return_token_ids", true);
    json.put("temperature", temperature(variant)).put("seed", seed(variant));
    json.put("priority", number / variants % PRIORITIES);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
