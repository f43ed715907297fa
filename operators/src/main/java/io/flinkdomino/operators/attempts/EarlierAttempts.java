package io.flinkdomino.operators.attempts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What other attempts left in the journal. Mailbox thread only.
 *
 * <p>A file from before the restored checkpoint says nothing: the state has its counts. Of one
 * attempt the last file about a position counts. Each file knows how many fruitless attempts came
 * before, so the attempt that knew of most decides. Files of live neighbours count as well; a
 * position belongs to one subtask, so nobody asks for theirs here.
 */
final class EarlierAttempts {

  /** Fruitless attempts by position. */
  private final Map<SourcePosition, Integer> found = new HashMap<>();

  /** Those of them that surely come to this subtask and that it has not taken up yet. */
  private final Map<SourcePosition, Integer> expected = new HashMap<>();

  /** Files that this subtask deletes when a checkpoint has completed. */
  private final List<JournalFile> inherited = new ArrayList<>();

  private EarlierAttempts() {}

  static EarlierAttempts read(JournalFolder folder, List<JournalFile> files, JournalTask task) {
    EarlierAttempts earlier = new EarlierAttempts();
    Map<String, Map<SourcePosition, Integer>> byAttempt = new HashMap<>();
    for (JournalFile file : inOrder(files)) {
      if (file.attempt().equals(task.attempt())) {
        continue;
      }
      if (task.inherits(file.subtask())) {
        earlier.inherited.add(file);
      }
      if (file.checkpoint() >= task.restored()) {
        Map<SourcePosition, Integer> started = folder.read(file);
        byAttempt.computeIfAbsent(file.attempt(), attempt -> new HashMap<>()).putAll(started);
        earlier.expect(file, task, started);
      }
    }
    byAttempt.values().forEach(earlier::count);
    earlier.expected.replaceAll((position, none) -> earlier.found.getOrDefault(position, 0));
    return earlier;
  }

  private static List<JournalFile> inOrder(List<JournalFile> files) {
    return files.stream().sorted(Comparator.comparingLong(JournalFile::sequence)).toList();
  }

  private void expect(JournalFile file, JournalTask task, Map<SourcePosition, Integer> started) {
    // After a rescale a position may come to any subtask, and only that one would know.
    if (file.subtask() == task.subtask() && file.parallelism() == task.parallelism()) {
      started.keySet().forEach(position -> expected.put(position, 0));
    }
  }

  private void count(Map<SourcePosition, Integer> before) {
    before.forEach((position, fruitless) -> found.merge(position, fruitless + 1, Math::max));
  }

  /** Takes a prompt up: its fruitless attempts, at least those in the state. */
  int take(SourcePosition position, int inCheckpoint) {
    expected.remove(position);
    return Math.max(inCheckpoint, found.getOrDefault(position, 0));
  }

  /** Fruitless attempts of prompts that have not come yet. */
  Map<SourcePosition, Integer> expected() {
    return expected;
  }

  /** Files to delete when a checkpoint has completed; they are given away once. */
  List<JournalFile> takeInherited() {
    List<JournalFile> taken = List.copyOf(inherited);
    inherited.clear();
    return taken;
  }
}
