package io.flinkdomino.bundled.rows;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.flinkdomino.bundled.tasks.TaskExample;
import java.util.List;

/**
 * A row for {@code flink-domino generate}.
 *
 * @param id the task's name and the row's number
 * @param messages the question
 * @param maxTokens more than any right answer takes
 */
public record Prompt(String id, List<Message> messages, @JsonProperty("max_tokens") int maxTokens) {

  /** More than any right answer takes. */
  public static final int MAX_TOKENS = 200;

  /** Row number {@code index}. */
  public static Prompt of(TaskExample example, long index) {
    return new Prompt(example.task() + "-" + index, List.of(Message.asked(example)), MAX_TOKENS);
  }

  /**
   * Name of the task that asks.
   *
   * @throws IllegalArgumentException if the id does not tell
   */
  public String task() {
    int end = id.lastIndexOf('-');
    if (end < 0) {
      throw new IllegalArgumentException("id must be TASK-NUMBER, got " + id);
    }
    return id.substring(0, end);
  }

  /** What the user asks: the first message. */
  public String question() {
    return messages.get(0).content();
  }
}
