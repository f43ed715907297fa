package io.flinkdomino.operators.attempts;

import static io.flinkdomino.operators.attempts.JournalFixture.at;
import static io.flinkdomino.operators.attempts.JournalFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt learns from those before it, across crashes, ends and checkpoints. */
class AttemptJournalTest {

  @TempDir Path folder;
  private JournalFixture tasks;

  @BeforeEach
  void openFolder() {
    tasks = new JournalFixture(folder);
  }

  @AfterEach
  void endThreads() {
    tasks.close();
  }

  @Test
  void whatRanWhenTheProcessDiedIsOneFruitlessAttempt() throws Exception {
    start(tasks.attempt(0), at(7), 0);

    AttemptJournal next = tasks.attempt(0);

    assertThat(next.fruitless(at(7), 0)).isEqualTo(1);
    assertThat(next.fruitless(at(8), 0)).isZero();
  }

  @Test
  void eachCrashBeforeTheFirstCheckpointCounts() throws Exception {
    for (int crashes = 0; crashes < 5; crashes++) {
      assertThat(start(tasks.attempt(0), at(7), 0)).isEqualTo(crashes);
    }
  }

  @Test
  void crashesCountOnTopOfTheCheckpoint() throws Exception {
    for (int crashes = 0; crashes < 3; crashes++) {
      assertThat(start(tasks.attempt(4), at(7), 2)).isEqualTo(2 + crashes);
    }
  }

  @Test
  void severalFilesOfOneAttemptAreOneAttempt() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    start(first, at(7), 0);
    first.started(Map.of(at(7), 0, at(8), 0));
    first.snapshot(1, List.of(at(7), at(8)));
    first.started(Map.of(at(7), 0));
    tasks.until(() -> tasks.names().size() == 4);

    assertThat(tasks.attempt(0).fruitless(at(7), 0)).isEqualTo(1);
  }

  @Test
  void ofOneAttemptTheLastFileDecides() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    first.started(Map.of(at(7), 2));
    // It committed tokens and was started again in the same process.
    first.started(Map.of(at(7), 0));

    assertThat(tasks.attempt(0).fruitless(at(7), 0)).isEqualTo(1);
  }

  @Test
  void aCleanEndLeavesNothing() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    start(first, at(7), 0);

    first.close();

    assertThat(tasks.names()).isEmpty();
    assertThat(tasks.attempt(0).fruitless(at(7), 0)).isZero();
  }

  @Test
  void aCleanEndTakesNothingFromEarlierCrashes() throws Exception {
    start(tasks.attempt(0), at(7), 0);
    start(tasks.attempt(0), at(7), 0);
    AttemptJournal clean = tasks.attempt(0);
    tasks.complete(clean, 1);
    assertThat(start(clean, at(7), 0)).isEqualTo(2);

    clean.close();

    assertThat(tasks.attempt(1).fruitless(at(7), 0)).isEqualTo(2);
  }

  @Test
  void anAbandonedAttemptCounts() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    start(first, at(7), 0);

    first.abandon();
    first.close();

    assertThat(tasks.attempt(0).fruitless(at(7), 0)).isEqualTo(1);
  }

  @Test
  void aCompletedCheckpointHoldsTheCountsSoThatFilesGo() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    start(first, at(7), 0);

    tasks.complete(first, 1);

    assertThat(tasks.names()).isEmpty();
    assertThat(tasks.attempt(1).fruitless(at(7), 0)).isZero();
  }

  @Test
  void whatStartsAfterTheSnapshotStays() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    start(first, at(7), 0);
    first.snapshot(1, List.of());
    start(first, at(8), 0);

    first.completed(1);

    tasks.until(() -> tasks.names().size() == 1);
    AttemptJournal next = tasks.attempt(1);
    assertThat(next.fruitless(at(7), 0)).isZero();
    assertThat(next.fruitless(at(8), 0)).isEqualTo(1);
  }

  @Test
  void aPromptWithoutATokenAtTheSnapshotStillCounts() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    first.started(Map.of(at(7), 0, at(8), 0));

    tasks.complete(first, 1, at(7));

    AttemptJournal next = tasks.attempt(1);
    assertThat(next.fruitless(at(7), 0)).isEqualTo(1);
    assertThat(next.fruitless(at(8), 0)).isZero();
  }

  @Test
  void anAbortedCheckpointForgetsNothing() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    start(first, at(7), 0);
    first.snapshot(1, List.of());
    start(first, at(8), 0);

    AttemptJournal next = tasks.attempt(0);

    assertThat(next.fruitless(at(7), 0)).isEqualTo(1);
    assertThat(next.fruitless(at(8), 0)).isEqualTo(1);
  }

  @Test
  void aCompletedCheckpointCoversThoseThatItSubsumes() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    start(first, at(6), 0);
    first.snapshot(1, List.of());
    start(first, at(7), 0);
    first.snapshot(2, List.of());
    start(first, at(8), 0);

    first.completed(2);

    tasks.until(() -> tasks.names().size() == 1);
    assertThat(tasks.attempt(2).fruitless(at(8), 0)).isEqualTo(1);
  }

  @Test
  void filesFromBeforeTheRestoredCheckpointDoNotCountTwice() throws Exception {
    start(tasks.attempt(0), at(7), 0);
    AttemptJournal second = tasks.attempt(0);
    assertThat(start(second, at(7), 0)).isEqualTo(1);
    second.snapshot(1, List.of());
    // The process dies before it hears that checkpoint 1 has completed.

    assertThat(tasks.names()).hasSize(2);
    assertThat(tasks.attempt(1).fruitless(at(7), 1)).isEqualTo(1);
  }

  @Test
  void filesOfDeadAttemptsGoWithTheFirstCheckpoint() throws Exception {
    start(tasks.attempt(0), at(7), 0);
    AttemptJournal next = tasks.attempt(0);
    assertThat(next.fruitless(at(7), 0)).isEqualTo(1);

    tasks.complete(next, 1);

    assertThat(tasks.names()).isEmpty();
  }

  @Test
  void aCheckpointThatTheAttemptTookNoPartInDeletesNothing() throws Exception {
    start(tasks.attempt(0), at(7), 0);
    AttemptJournal next = tasks.attempt(0);

    next.completed(1);
    next.abandon();

    assertThat(tasks.names()).hasSize(1);
  }

  @Test
  void aPromptThatHasNotComeYetKeepsItsCountThroughCheckpoints() throws Exception {
    start(tasks.attempt(0), at(7), 0);
    start(tasks.attempt(0), at(7), 0);
    AttemptJournal busyWithOthers = tasks.attempt(0);
    tasks.complete(busyWithOthers, 1);
    tasks.complete(busyWithOthers, 2);

    AttemptJournal next = tasks.attempt(2);

    assertThat(next.fruitless(at(7), 0)).isEqualTo(2);
  }

  @Test
  void aPromptThatKillsItsProcessAfterCheckpointsOfOthersIsFoundOut() throws Exception {
    long completed = 0;
    for (int crashes = 0; crashes < 4; crashes++) {
      AttemptJournal journal = tasks.attempt(completed);
      tasks.complete(journal, ++completed);
      assertThat(start(journal, at(7), 0)).isEqualTo(crashes);
    }
  }

  @Test
  void countsOfManyPromptsSurvive() throws Exception {
    Map<SourcePosition, Integer> many = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      many.put(new SourcePosition("prompts-" + i % 3, i % 16, i), i % 5);
    }
    tasks.attempt(0).started(many);

    AttemptJournal next = tasks.attempt(0);

    assertThat(tasks.names()).hasSize(1);
    many.forEach(
        (position, before) -> assertThat(next.fruitless(position, 0)).isEqualTo(before + 1));
  }

  @Test
  void withoutAFolderOnlyTheCheckpointCounts() throws Exception {
    AttemptJournal none =
        AttemptJournal.open(Optional.empty(), new JournalTask(0, 1, "attempt_0", 0));

    none.started(Map.of(at(7), 2));
    none.snapshot(1, List.of(at(7)));
    none.completed(1);
    none.close();

    assertThat(none.fruitless(at(7), 2)).isEqualTo(2);
    assertThat(tasks.names()).isEmpty();
  }
}
