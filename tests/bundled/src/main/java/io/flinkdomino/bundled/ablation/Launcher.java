package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs command lines, one at a time. One that runs when this JVM is told to end is told so too, and
 * waited for: a training leaves a checkpoint.
 */
final class Launcher {

  private static final String LOG = "log.txt";
  private static final String NOTE = "process.txt";

  private @Nullable Process running;
  private boolean ending;

  Launcher() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-child"));
  }

  /** Where the output of command lines goes. */
  static Path log(Path folder) {
    return folder.resolve(LOG);
  }

  /**
   * Runs one to its end; waits before until one that a killed JVM left has ended.
   *
   * @param folder for log and note, the same for all that must not run together; made if absent
   * @return its exit code
   * @throws IllegalStateException if this JVM has been told to end
   */
  int run(List<String> line, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    ChildNote note = new ChildNote(folder.resolve(NOTE));
    Optional<ProcessHandle> left = note.alive();
    if (left.isPresent()) {
      left.get().onExit().join();
    }
    Process process = start(line, folder, note);
    process.getOutputStream().close();
    return process.waitFor();
  }

  /** Under the lock, so that none begins, or is not noted, once this JVM has been told to end. */
  private synchronized Process start(List<String> line, Path folder, ChildNote note)
      throws IOException {
    if (ending) {
      throw new IllegalStateException("told to end before " + line.get(0) + " began");
    }
    Files.writeString(
        log(folder),
        "$ " + CommandLines.quoted(line) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
            .start();
    running = process;
    note.write(process.toHandle());
    return process;
  }

  private synchronized @Nullable Process lastToRun() {
    ending = true;
    return running;
  }

  /** Tells the one that runs to end, and waits for it; none begins any more. */
  void end() {
    Process process = lastToRun();
    if (process != null && process.isAlive()) {
      process.destroy();
      process.onExit().join();
    }
  }
}
