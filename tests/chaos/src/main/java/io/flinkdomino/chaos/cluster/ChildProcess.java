package io.flinkdomino.chaos.cluster;

import io.flinkdomino.chaos.values.OwnValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One JVM on Flink's class path. Its output goes behind that of its predecessors of this name. */
public final class ChildProcess {

  /** Core dumps of processes that are aborted on purpose help nobody. */
  private static final String WITHOUT_CORE_DUMP = "ulimit -c 0; exec \"$@\"";

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * A JVM of Flink or ZooKeeper, which ends with this one, and in which failures can be ordered.
   */
  static ChildProcess server(RunFolder folder, String name, List<String> flags, String... main)
      throws IOException {
    List<String> all = new ArrayList<>(flags);
    all.add("-javaagent:" + Installation.ownJar());
    all.add("-D" + OwnValues.FOLDER + "=" + folder.values());
    return start(folder, name, all, main);
  }

  /** A JVM of Flink without agent. */
  static ChildProcess start(RunFolder folder, String name, List<String> flags, String... main)
      throws IOException {
    Path output = folder.log(name);
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", WITHOUT_CORE_DUMP, "sh", Installation.tool("java")));
    command.addAll(Installation.flags());
    command.addAll(flags);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dlog4j2.configurationFile=" + folder.logging());
    command.add("-Dai.djl.offline=true");
    command.add("-DOPT_OUT_TRACKING=true");
    command.add("-cp");
    command.add(Installation.classPath());
    command.addAll(List.of(main));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "FLINK_CONF_DIR", folder.configuration().toString(),
                "MALLOC_ARENA_MAX", "2",
                "OMP_WAIT_POLICY", "PASSIVE"));
    Files.writeString(output, "--- start\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new ChildProcess(builder.start(), output);
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs, or is stopped by a signal. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Everything that processes of its name wrote. */
  public String output() throws IOException {
    return Files.readString(output);
  }

  /** Ends it with SIGKILL and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends SIGSTOP. */
  public void pause() throws IOException, InterruptedException {
    Signals.send("STOP", pid());
  }

  /** Sends SIGCONT. */
  public void resume() throws IOException, InterruptedException {
    Signals.send("CONT", pid());
  }

  /**
   * Its exit code, once it ends by itself.
   *
   * @throws IOException if it does not within the limit
   */
  int exitCode(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new IOException("a process must end within " + limit + ", see " + output);
    }
    return process.exitValue();
  }
}
