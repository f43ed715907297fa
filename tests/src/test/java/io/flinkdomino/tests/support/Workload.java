package io.flinkdomino.tests.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.tests.support.Prompt.Count;
import io.flinkdomino.tests.support.Prompt.DeadLetter;
import io.flinkdomino.tests.support.Prompt.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Prompts to send, as JSON. */
public final class Workload {

  /** Metadata that every third valid prompt carries. */
  public static final String TENANT = "tenant-é";

  private static final double DECISION_MARGIN = 1e-3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Workload() {}

  /**
   * The bundled cases without near ties on their greedy path. Every beginning of such a path is as
   * safe, so a mismatch in tokens is a bug.
   */
  public static List<GoldenCase> decidedCases() {
    return Golden.tiny().cases().stream().filter(c -> c.minMargin() > DECISION_MARGIN).toList();
  }

  /**
   * Valid prompts in all three forms with the thirty invalid ones among them.
   *
   * @param count of all together, at least 62
   */
  public static List<Prompt> mixed(int count) {
    List<GoldenCase> cases = decidedCases();
    List<InvalidPrompts.Invalid> all = InvalidPrompts.all();
    Iterator<InvalidPrompts.Invalid> invalid = all.iterator();
    int invalidEvery = count / (all.size() + 1);
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % invalidEvery == 0 && invalid.hasNext()) {
        InvalidPrompts.Invalid next = invalid.next();
        prompts.add(new Prompt(i, next.value(), new DeadLetter(next.reason())));
      } else {
        prompts.add(valid(i, cases.get(i % cases.size())));
      }
    }
    return prompts;
  }

  /** Valid prompts only, numbered from {@code first}. */
  public static List<Prompt> valid(int first, int count) {
    List<GoldenCase> cases = decidedCases();
    return IntStream.range(first, first + count)
        .mapToObj(i -> valid(i, cases.get(i % cases.size())))
        .toList();
  }

  /** Prompts that decode for hundreds of steps, numbered from {@code first}. */
  public static List<Prompt> lasting(int first, int count, int tokens) {
    return IntStream.range(first, first + count)
        .mapToObj(
            i -> {
              ObjectNode json = JSON.createObjectNode();
              json.put("id", "lasting-" + i);
              json.putArray("prompt_token_ids").add(1).add(286);
              json.put("max_tokens", tokens).put("ignore_eos", true);
              return new Prompt(i, bytes(json), new Count(tokens));
            })
        .toList();
  }

  private static Prompt valid(int number, GoldenCase golden) {
    int maxTokens = 1 + number * 37 % golden.maxTokens();
    String id = number % 10 == 0 ? null : "prompt-" + number;
    ObjectNode json = JSON.createObjectNode();
    if (id != null) {
      json.put("id", id);
    }
    switch (number % 3) {
      case 0 -> golden.promptIds().forEach(json.putArray("prompt_token_ids")::add);
      case 1 -> message(json, golden.question());
      default -> json.put("prompt", rendered(golden.question()));
    }
    json.put("max_tokens", maxTokens).put("return_token_ids", true);
    if (number % 3 == 0) {
      json.putObject("metadata").put("tenant", TENANT);
    }
    return new Prompt(number, bytes(json), new Tokens(id, golden.promptIds(), maxTokens));
  }

  private static void message(ObjectNode json, String question) {
    json.putArray("messages").addObject().put("role", "user").put("content", question);
  }

  /** What the bundled chat template makes of one question. */
  private static String rendered(String question) {
    return "<|im_start|>user\n" + question + "<|im_end|>\n<|im_start|>assistant\n";
  }

  private static byte @Nullable [] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
