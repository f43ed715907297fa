package io.flinkdomino.job.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The broker's JVM. It ends when its standard input closes, so it cannot outlive this process.
 *
 * <p>Safe to stop from a shutdown hook while another thread waits for the start.
 */
final class BrokerProcess {

  static final String LOG_FILE = "broker.log";
  private static final String MAIN_CLASS = "io.flinkdomino.job.broker.DemoBrokerMain";
  private static final String READY = "READY ";

  // Ctrl-C reaches the whole process group; the broker must outlive the job that still uses it.
  private static final String IGNORE_INTERRUPT = "trap '' INT; exec \"$@\"";
  private static final int LOG_LINES_SHOWN = 20;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts the JVM and waits until clients may connect.
   *
   * @param libFolder jars of the broker
   * @param dataFolder the broker's data; its log goes to {@value #LOG_FILE} beside the topics
   * @param port the client port, 0 for a free one
   * @param settings Kafka settings beside the broker's own, if any
   * @throws IOException if it is not ready within {@code deadline}; the JVM is gone by then
   */
  static BrokerProcess start(
      Path libFolder, Path dataFolder, int port, Optional<Path> settings, Duration deadline)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(libFolder)) {
      throw new IOException(
          "broker lib folder must hold the broker's jars, got " + libFolder + ": no such folder");
    }
    Files.createDirectories(dataFolder);
    Path log = dataFolder.resolve(LOG_FILE);
    Process process =
        new ProcessBuilder(command(libFolder, dataFolder, port, settings))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return new BrokerProcess(process, awaitReady(process, deadline, log));
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly().waitFor();
      throw e;
    }
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the JVM as a crash would: nothing is flushed. Returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops the broker in order, by force after a limit. Returns when the JVM is gone. */
  void stop() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The pipe broke because the child is gone already; waiting below settles it.
    }
    if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  private static List<String> command(
      Path libFolder, Path dataFolder, int port, Optional<Path> settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                IGNORE_INTERRUPT,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                libFolder.resolve("*").toString(),
                MAIN_CLASS,
                dataFolder.toString(),
                Integer.toString(port)));
    settings.map(Path::toString).ifPresent(command::add);
    return command;
  }

  private static String awaitReady(Process process, Duration deadline, Path log)
      throws IOException, InterruptedException {
    CompletableFuture<@Nullable String> firstLine = new CompletableFuture<>();
    Thread reader = new Thread(() -> readFirstLine(process, firstLine), "demo-broker-ready");
    reader.setDaemon(true);
    reader.start();
    try {
      String line = firstLine.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (line != null && line.startsWith(READY)) {
        return line.substring(READY.length());
      }
      throw new IOException("Kafka broker ended before it was ready; its log " + log + endOf(log));
    } catch (TimeoutException e) {
      throw new IOException(
          "Kafka broker must be ready within " + deadline.toSeconds() + " s; its log is " + log, e);
    } catch (ExecutionException e) {
      throw new IOException("reading from the Kafka broker failed; its log is " + log, e);
    }
  }

  private static String endOf(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    int first = Math.max(0, lines.size() - LOG_LINES_SHOWN);
    return " ends with:\n" + String.join("\n", lines.subList(first, lines.size()));
  }

  private static void readFirstLine(Process process, CompletableFuture<@Nullable String> line) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      line.complete(reader.readLine());
      reader.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }
}
