package io.flinkdomino.bundled.rows;

import io.flinkdomino.bundled.tasks.TaskExample;
import java.util.List;

/**
 * A row to train on.
 *
 * @param id the task's name and the row's number
 * @param messages question and answer
 */
public record Chat(String id, String task, List<Message> messages) {

  /** Row number {@code index}. */
  public static Chat of(TaskExample example, long index) {
    return new Chat(example.task() + "-" + index, example.task(), Message.chat(example));
  }
}
