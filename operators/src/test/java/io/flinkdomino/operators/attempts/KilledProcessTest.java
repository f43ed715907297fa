package io.flinkdomino.operators.attempts;

import static io.flinkdomino.operators.attempts.JournalFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that dies at once, without any of its own code run, between start and token. */
class KilledProcessTest {

  private static final int STARTED = 17;

  @TempDir Path folder;

  @Test
  void whatAKilledProcessHadStartedCounts() throws Exception {
    for (int crashes = 0; crashes < 3; crashes++) {
      assertThat(process("halt", crashes).waitFor()).isEqualTo(STARTED);
    }
    Process killed = process("wait", 3);
    assertThat(killed.getInputStream().read()).isEqualTo('s');
    killed.destroyForcibly();
    assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();

    JournalFixture tasks = new JournalFixture(folder);
    AttemptJournal next = tasks.attempt(0);

    assertThat(next.fruitless(at(7), 0)).isEqualTo(4);
    tasks.close();
  }

  private Process process(String ending, int number) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toUri().toString(),
            "attempt_of_process_" + number,
            ending)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Starts a prompt and dies, or waits to be killed. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws Exception {
      AttemptJournal journal =
          AttemptJournal.open(
              Optional.of(URI.create(arguments[0])), new JournalTask(0, 1, arguments[1], 0));
      journal.started(Map.of(at(7), journal.fruitless(at(7), 0)));
      if (arguments[2].equals("halt")) {
        Runtime.getRuntime().halt(STARTED);
      }
      System.out.print('s');
      System.out.flush();
      Thread.currentThread().join();
    }
  }
}
