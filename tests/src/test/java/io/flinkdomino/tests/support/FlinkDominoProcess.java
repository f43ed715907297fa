package io.flinkdomino.tests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The program as its launcher starts it: a JVM of its own on the packaged class path, with the
 * launcher's flags, logging at INFO and its own packages at DEBUG, and watched for connections
 * beyond this machine.
 */
public final class FlinkDominoProcess implements AutoCloseable {

  private static final Path TEST_CLASSES = Path.of("target/test-classes").toAbsolutePath();
  private static final String DASHBOARD = "Dashboard: ";
  private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;

  private final Process process;
  private final Path output;

  private FlinkDominoProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param folder for its output
   */
  public static FlinkDominoProcess start(Path folder, List<String> arguments) throws IOException {
    Path output = Files.createTempFile(folder, "flink-domino-", ".log");
    List<String> command = new ArrayList<>();
    command.add(FlinkJvm.tool("java"));
    command.addAll(flags());
    command.add("io.flinkdomino.job.GenerateJob");
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new FlinkDominoProcess(process, output);
  }

  /** Arguments of {@code run} that give these options. */
  public static List<String> run(Map<String, String> options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    options.forEach(
        (name, value) ->
            arguments.addAll(
                name.startsWith("flink.") || name.startsWith("kafka.")
                    ? List.of("-D", name + "=" + value)
                    : List.of("--" + name, value)));
    return arguments;
  }

  private static List<String> flags() {
    List<String> flags = new ArrayList<>(FlinkJvm.FLAGS);
    if (watchesConnections()) {
      flags.add("-Djava.security.manager=" + LoopbackWatch.class.getName());
    }
    flags.add("-Dai.djl.offline=true");
    flags.add("-DOPT_OUT_TRACKING=true");
    flags.add(FlinkJvm.LOG_AT_INFO);
    flags.add("-Xmx512m");
    flags.add("-XX:+UseSerialGC");
    flags.add("-XX:TieredStopAtLevel=1");
    flags.add("-cp");
    flags.add(Distribution.classPath() + ":" + TEST_CLASSES);
    return flags;
  }

  /** Whether this platform lets a test see connections before they are made. */
  private static boolean watchesConnections() {
    return Runtime.version().feature() < FIRST_WITHOUT_SECURITY_MANAGER;
  }

  /** Runs it to its end; the answer is its exit code. */
  public int exitCode(Duration deadline) throws InterruptedException, TimeoutException {
    if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("flink-domino must end within " + deadline + ", see " + output);
    }
    return process.exitValue();
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Waits until its output holds a text. */
  public void awaitOutput(String text, Duration deadline) {
    await()
        .atMost(deadline)
        .failFast("the process has ended", () -> !process.isAlive())
        .until(() -> output().contains(text));
  }

  /** What it wrote so far, standard output and log together. */
  public String output() throws IOException {
    return Files.readString(output);
  }

  /**
   * Checks what it wrote: nothing of these texts, at INFO, and no connection beyond this machine,
   * on platforms that let a test see connections.
   */
  public void assertDiscreet(Collection<String> texts) throws IOException {
    String log = output();
    assertThat(log).contains(" INFO ");
    assertThat(texts).noneMatch(log::contains);
    if (watchesConnections()) {
      assertThat(log).contains(LoopbackWatch.ON).doesNotContain(LoopbackWatch.REPORT);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Flink's REST interface, once its address is printed. */
  public FlinkRest rest(Duration deadline) throws IOException {
    awaitOutput(DASHBOARD, deadline);
    String address =
        output()
            .lines()
            .filter(line -> line.startsWith(DASHBOARD))
            .findFirst()
            .orElseThrow()
            .substring(DASHBOARD.length());
    return new FlinkRest(URI.create(address));
  }

  /** Processes that it started and that still run. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
