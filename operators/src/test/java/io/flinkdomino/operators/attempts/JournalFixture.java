package io.flinkdomino.operators.attempts;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Attempts of tasks that share a folder; one that nobody closes stands for a killed process. */
final class JournalFixture implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path folder;
  private final List<AttemptJournal> open = new ArrayList<>();
  private int attempts;

  JournalFixture(Path folder) {
    this.folder = folder;
  }

  static SourcePosition at(long offset) {
    return new SourcePosition("prompts", 0, offset);
  }

  /** The next attempt of the only subtask, restored from a checkpoint; 0 for none. */
  AttemptJournal attempt(long restored) throws IOException {
    return attempt(0, 1, restored);
  }

  AttemptJournal attempt(int subtask, int parallelism, long restored) throws IOException {
    AttemptJournal journal =
        AttemptJournal.open(
            Optional.of(folder.toUri()),
            new JournalTask(subtask, parallelism, "attempt_" + attempts++, restored));
    open.add(journal);
    return journal;
  }

  /** Takes a prompt up and starts it, as the operator does; the answer is what it knew then. */
  static int start(AttemptJournal journal, SourcePosition position, int inCheckpoint)
      throws IOException {
    int fruitless = journal.fruitless(position, inCheckpoint);
    journal.started(Map.of(position, fruitless));
    return fruitless;
  }

  /** Completes a checkpoint, and waits until nothing of before lies in the folder. */
  void complete(AttemptJournal journal, long checkpoint, SourcePosition... withoutProgress)
      throws IOException {
    List<String> before = names();
    journal.snapshot(checkpoint, List.of(withoutProgress));
    journal.completed(checkpoint);
    until(() -> names().stream().noneMatch(before::contains));
  }

  void until(Callable<Boolean> condition) {
    await().atMost(LIMIT).until(condition);
  }

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  /** Ends the threads of all attempts; their files stay. */
  @Override
  public void close() {
    open.forEach(AttemptJournal::abandon);
  }
}
