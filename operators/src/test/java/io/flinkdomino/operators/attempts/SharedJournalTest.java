package io.flinkdomino.operators.attempts;

import static io.flinkdomino.operators.attempts.JournalFixture.at;
import static io.flinkdomino.operators.attempts.JournalFixture.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several subtasks in one folder, also of different parallelism. */
class SharedJournalTest {

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
  void filesOfALiveNeighbourStay() throws Exception {
    AttemptJournal left = tasks.attempt(0, 2, 0);
    AttemptJournal right = tasks.attempt(1, 2, 0);
    start(left, at(1), 0);
    start(right, at(2), 0);

    left.snapshot(1, List.of());
    left.completed(1);
    left.close();

    assertThat(tasks.names()).singleElement().asString().startsWith("1-of-2-attempt_1-");
    assertThat(tasks.attempt(1, 2, 0).fruitless(at(2), 0)).isEqualTo(1);
  }

  @Test
  void fewerSubtasksDivideWhatTheOthersLeft() throws Exception {
    for (int subtask = 0; subtask < 4; subtask++) {
      start(tasks.attempt(subtask, 4, 0), at(subtask), 0);
    }
    AttemptJournal left = tasks.attempt(0, 2, 0);
    AttemptJournal right = tasks.attempt(1, 2, 0);

    for (int subtask = 0; subtask < 4; subtask++) {
      assertThat(left.fruitless(at(subtask), 0)).isEqualTo(1);
      assertThat(right.fruitless(at(subtask), 0)).isEqualTo(1);
    }
    left.snapshot(1, List.of());
    left.completed(1);
    tasks.until(() -> tasks.names().size() == 2);
    assertThat(tasks.names()).allSatisfy(name -> assertThat(name).containsPattern("^[13]-of-4-"));
    right.snapshot(1, List.of());
    right.completed(1);
    tasks.until(() -> tasks.names().isEmpty());
  }

  @Test
  void moreSubtasksFindWhatTheFewerStarted() throws Exception {
    start(tasks.attempt(0, 1, 0), at(7), 0);

    AttemptJournal fourth = tasks.attempt(3, 4, 0);
    assertThat(fourth.fruitless(at(7), 0)).isEqualTo(1);
    fourth.snapshot(1, List.of());
    fourth.completed(1);
    fourth.close();
    assertThat(tasks.names()).hasSize(1);

    tasks.complete(tasks.attempt(0, 4, 0), 1);
    assertThat(tasks.names()).isEmpty();
  }

  @Test
  void aPromptThatMovedCountsOnWhereItIs() throws Exception {
    start(tasks.attempt(0, 2, 0), at(7), 0);
    start(tasks.attempt(1, 2, 0), at(7), 1);

    assertThat(tasks.attempt(2, 3, 0).fruitless(at(7), 0)).isEqualTo(2);
  }
}
