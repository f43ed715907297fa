package io.flinkdomino.bundled.tasks;

import java.util.List;

/** Every task there is. */
public final class Tasks {

  private static final List<Task> ALL =
      List.of(
          new ArithmeticTask(),
          new ExtractionTask(),
          new TablesTask(),
          new ListsTask(),
          new CountingTask(),
          new CodeTask(),
          new StoriesTask(),
          new RepeatTask());

  private Tasks() {}

  /** In a fixed order; {@code repeat} is the last. */
  public static List<Task> all() {
    return ALL;
  }

  /**
   * The task of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Task named(String name) {
    return ALL.stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "task must be one of %s, got %s"
                        .formatted(ALL.stream().map(Task::name).toList(), name)));
  }

  static IllegalArgumentException notAsked(Task task) {
    return new IllegalArgumentException("task " + task.name() + " does not ask such a question");
  }
}
