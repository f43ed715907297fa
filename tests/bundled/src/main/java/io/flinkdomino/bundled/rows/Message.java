package io.flinkdomino.bundled.rows;

import io.flinkdomino.bundled.tasks.TaskExample;
import java.util.List;

/**
 * A turn of a chat.
 *
 * @param role user or assistant
 */
public record Message(String role, String content) {

  /** What the user says in an example. */
  static Message asked(TaskExample example) {
    return new Message("user", example.question());
  }

  /** Question and answer. */
  static List<Message> chat(TaskExample example) {
    return List.of(asked(example), new Message("assistant", example.answer()));
  }
}
