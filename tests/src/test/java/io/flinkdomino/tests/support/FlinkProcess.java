package io.flinkdomino.tests.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One JVM of a cluster, and what it shows of itself from outside. */
public final class FlinkProcess implements AutoCloseable {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final Path output;

  private FlinkProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static FlinkProcess start(
      Path folder, String name, Path configFolder, String mainClass, String... arguments)
      throws IOException {
    Path output = Files.createTempFile(folder, name + "-", ".log");
    List<String> command = new ArrayList<>();
    command.add(FlinkJvm.tool("java"));
    command.addAll(FlinkJvm.FLAGS);
    command.add(FlinkJvm.LOG_AT_INFO);
    command.add("-Xms256m");
    command.add("-Xmx256m");
    command.add("-XX:+AlwaysPreTouch");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(Distribution.flinkClassPath());
    command.add(mainClass);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("FLINK_CONF_DIR", configFolder.toString());
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return new FlinkProcess(builder.start(), output);
  }

  /** Fails with the end of its output where it has ended. */
  void assertAlive() throws IOException {
    if (!process.isAlive()) {
      List<String> lines = output().lines().toList();
      throw new AssertionError(
          output.getFileName()
              + " ended with:\n"
              + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
    }
  }

  /** Everything it wrote so far, log included. */
  public String output() throws IOException {
    return Files.readString(output);
  }

  /** How many of its log lines hold a text. */
  public long linesWith(String text) throws IOException {
    return output().lines().filter(line -> line.contains(text)).count();
  }

  /** Objects of exactly this class that are still reachable; collects garbage first. */
  public long liveObjects(String className) throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(
                FlinkJvm.tool("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String lines = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (histogram.waitFor() != 0) {
      throw new IOException("jcmd failed: " + lines);
    }
    Matcher count =
        Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "( |$)")
            .matcher(lines);
    return count.find() ? Long.parseLong(count.group(1)) : 0;
  }

  /** Physical memory it holds. Linux only. */
  public long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    if (!resident.find()) {
      throw new IOException(status + " names no resident size");
    }
    return Long.parseLong(resident.group(1)) * 1024;
  }

  int exitCode(Duration deadline) throws InterruptedException, TimeoutException {
    if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("the process must end within " + deadline + ", see " + output);
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
