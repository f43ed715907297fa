package io.flinkdomino.bundled.rows;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.flinkdomino.bundled.tasks.TaskExample;
import java.util.List;
import java.util.Map;

/**
 * A row for {@code flink-domino generate}, {@code evaluate} and {@code demo}.
 *
 * @param id unique in its file
 * @param messages the question
 * @param maxTokens more than any right answer takes
 * @param metadata names the task
 */
public record Prompt(
    String id,
    List<Message> messages,
    @JsonProperty("max_tokens") int maxTokens,
    Map<String, String> metadata) {

  /** More than any right answer takes. */
  public static final int MAX_TOKENS = 200;

  private static final String TASK = "task";

  public Prompt {
    metadata = Map.copyOf(metadata);
  }

  /** Row number {@code index}. */
  public static Prompt of(TaskExample example, long index) {
    return new Prompt(
        example.task() + "-" + index,
        List.of(Message.asked(example)),
        MAX_TOKENS,
        Map.of(TASK, example.task()));
  }

  /**
   * Name of the task that asks.
   *
   * @throws IllegalArgumentException if the metadata does not tell
   */
  public String task() {
    String task = metadata.get(TASK);
    if (task == null) {
      throw new IllegalArgumentException("metadata of prompt " + id + " must name its task");
    }
    return task;
  }

  /** What the user asks: the first message. */
  public String question() {
    return messages.get(0).content();
  }
}
