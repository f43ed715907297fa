package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How often which task comes. Immutable; any thread. */
public final class TaskMix {

  /** The seven tasks that people ask; drills come on top, see {@code repeatShare}. */
  private static final Map<String, Double> WEIGHTS =
      Map.of(
          "arithmetic", 0.22,
          "extraction", 0.17,
          "tables", 0.15,
          "lists", 0.17,
          "counting", 0.10,
          "code", 0.10,
          "stories", 0.09);

  private record Share(Task task, double share) {}

  private final List<Share> shares;

  private TaskMix(List<Share> shares) {
    this.shares = List.copyOf(shares);
  }

  /**
   * All seven tasks by their weights.
   *
   * @param repeatShare share of drills that teach copying, 0 up to below 1
   */
  public static TaskMix all(double repeatShare) {
    return of(
        Tasks.all().stream().map(Task::name).filter(WEIGHTS::containsKey).toList(), repeatShare);
  }

  /**
   * Some tasks by their weights; {@code repeat} alone is drills only.
   *
   * @param names at least one
   * @param repeatShare share of drills that teach copying, 0 up to below 1
   * @throws IllegalArgumentException if a name is unknown or the share out of range
   */
  public static TaskMix of(List<String> names, double repeatShare) {
    if (!(repeatShare >= 0 && repeatShare < 1)) {
      throw new IllegalArgumentException(
          "repeatShare must be at least 0 and below 1, got " + repeatShare);
    }
    if (names.equals(List.of(RepeatTask.NAME))) {
      return new TaskMix(List.of(new Share(new RepeatTask(), 1)));
    }
    List<Share> shares = new ArrayList<>();
    double sum = names.stream().mapToDouble(TaskMix::weight).sum();
    for (String name : names) {
      shares.add(new Share(Tasks.named(name), weight(name) / sum * (1 - repeatShare)));
    }
    shares.add(new Share(new RepeatTask(), repeatShare));
    return new TaskMix(shares);
  }

  private static double weight(String name) {
    Double weight = WEIGHTS.get(name);
    if (weight == null) {
      throw new IllegalArgumentException(
          "tasks must be among %s, or repeat alone, got %s"
              .formatted(WEIGHTS.keySet().stream().sorted().toList(), name));
    }
    return weight;
  }

  /** Draws a task. */
  public Task pick(RandomGenerator random) {
    double place = random.nextDouble();
    for (Share share : shares) {
      place -= share.share();
      if (place < 0) {
        return share.task();
      }
    }
    return shares.get(0).task(); // the shares' sum is rounded
  }
}
