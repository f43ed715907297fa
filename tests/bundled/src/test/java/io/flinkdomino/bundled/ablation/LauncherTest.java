package io.flinkdomino.bundled.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LauncherTest {

  private static final int TOLD = 7;

  @TempDir private Path folder;

  private final Launcher launcher = new Launcher();

  private int run(String script) {
    try {
      return launcher.run(List.of("sh", "-c", script), folder);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void noteNamesTheChildAndTheLogHasItsOutput() throws Exception {
    assertThat(run("echo said; exit 3")).isEqualTo(3);

    assertThat(Launcher.log(folder)).hasContent("$ sh -c 'echo said; exit 3'\nsaid");
    assertThat(folder.resolve("process.txt")).content().matches("\\d+ \\S+");
  }

  @Test
  void childIsToldToEndAndNoneBeginsAfterIt() throws Exception {
    Path started = folder.resolve("started");
    CompletableFuture<Integer> child =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    "trap 'kill $!; exit %d' TERM; tail -f /dev/null & touch %s; wait"
                        .formatted(TOLD, started)));
    await().until(() -> Files.exists(started));

    launcher.end();

    assertThat(child.get()).isEqualTo(TOLD);
    assertThatThrownBy(() -> run("touch " + folder.resolve("second")))
        .hasMessageContaining("told to end before sh began");
    assertThat(folder.resolve("second")).doesNotExist();
  }

  @Test
  void waitsForTheChildThatAKilledJvmLeft() throws Exception {
    Process left = new ProcessBuilder("cat").start();
    new ChildNote(folder.resolve("process.txt")).write(left.toHandle());
    AtomicInteger code = new AtomicInteger(-1);
    Thread next = new Thread(() -> code.set(run("if kill -0 " + left.pid() + "; then exit 9; fi")));
    next.start();
    await().until(() -> next.getState() == Thread.State.WAITING);
    assertThat(Launcher.log(folder)).doesNotExist();
    left.getOutputStream().close();

    next.join();
    assertThat(code).hasValue(0);
  }
}
