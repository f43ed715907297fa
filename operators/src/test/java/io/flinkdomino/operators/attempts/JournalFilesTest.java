package io.flinkdomino.operators.attempts;

import static io.flinkdomino.operators.attempts.JournalFixture.at;
import static io.flinkdomino.operators.attempts.JournalFixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and files that are not as they should be. */
class JournalFilesTest {

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
  void aFileCutAnywhereIsPassedByAndTheOthersCount() throws Exception {
    AttemptJournal first = tasks.attempt(0);
    start(first, at(7), 0);
    Path file = folder.resolve(tasks.names().get(0));
    byte[] whole = Files.readAllBytes(file);
    start(first, at(8), 0);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      AttemptJournal next = tasks.attempt(0);
      assertThat(next.fruitless(at(7), 0)).as("%d bytes", length).isZero();
      assertThat(next.fruitless(at(8), 0)).isEqualTo(1);
    }
  }

  @Test
  void aFileWithAnyBitTurnedIsPassedBy() throws Exception {
    start(tasks.attempt(0), at(7), 0);
    Path file = folder.resolve(tasks.names().get(0));
    byte[] whole = Files.readAllBytes(file);

    for (int i = 0; i < whole.length; i++) {
      byte[] turned = whole.clone();
      turned[i] ^= 4;
      Files.write(file, turned);
      assertThat(tasks.attempt(0).fruitless(at(7), 0)).as("byte %d", i).isZero();
    }
  }

  @Test
  void whatIsNotOursStays() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "not ours");
    Files.createDirectory(folder.resolve("0-of-1-folder-0-0.attempts"));
    start(tasks.attempt(0), at(7), 0);

    AttemptJournal next = tasks.attempt(0);
    assertThat(next.fruitless(at(7), 0)).isEqualTo(1);
    next.snapshot(1, List.of());
    next.completed(1);

    tasks.until(() -> tasks.names().size() == 2);
    assertThat(tasks.names()).containsExactly("0-of-1-folder-0-0.attempts", "notes.txt");
  }

  @Test
  void aMissingFolderIsMade() throws Exception {
    JournalFixture deeper = new JournalFixture(folder.resolve("a/b c/%2Fd"));

    start(deeper.attempt(0), at(7), 0);

    assertThat(deeper.names()).hasSize(1);
    deeper.close();
  }

  @Test
  void aFolderThatCannotBeIsNamedAtOpen() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    JournalFixture inside = new JournalFixture(file.resolve("journal"));

    assertThatThrownBy(() -> inside.attempt(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("opening the attempt journal (attempt-journal) failed: file:")
        .hasMessageContaining("file/journal");
  }

  @Test
  void credentialsOfAFolderAreNotQuoted() {
    assertThatThrownBy(
            () ->
                AttemptJournal.open(
                    Optional.of(URI.create("nosuch://user:nK4uriSecret@host/x")),
                    new JournalTask(0, 1, "attempt_0", 0)))
        .isInstanceOf(IOException.class)
        .hasMessage("opening the attempt journal (attempt-journal) failed: nosuch://******@host/x");
  }

  @Test
  void promptsMustNotRunWhereTheirStartCannotBeWritten() throws Exception {
    AttemptJournal journal = tasks.attempt(0);
    replaceFolderByAFile();

    assertThatThrownBy(() -> journal.started(Map.of(at(7), 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("writing to the attempt journal (attempt-journal) failed")
        .hasMessageContaining("0-of-1-attempt_0-0-0.attempts");
  }

  @Test
  void checkpointsAndTheEndPutUpWithALostFolder() throws Exception {
    AttemptJournal journal = tasks.attempt(0);
    start(journal, at(7), 0);
    replaceFolderByAFile();

    journal.snapshot(1, List.of(at(7)));
    journal.completed(1);
    journal.close();

    assertThat(folder).isRegularFile();
  }

  private void replaceFolderByAFile() throws IOException {
    for (String name : tasks.names()) {
      Files.delete(folder.resolve(name));
    }
    Files.delete(folder);
    Files.writeString(folder, "");
  }
}
