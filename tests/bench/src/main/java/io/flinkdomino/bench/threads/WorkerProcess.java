package io.flinkdomino.bench.threads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.bench.engine.Speed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A {@link Worker} in a JVM of its own. */
final class WorkerProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer tasks;
  private final BufferedReader answers;

  private WorkerProcess(Process process) {
    this.process = process;
    this.tasks = process.outputWriter(StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static WorkerProcess start(ThreadSetting setting) {
    ProcessBuilder builder =
        OwnJvm.command("worker", String.valueOf(setting.threads()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(setting.environment());
    try {
      return new WorkerProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("starting a worker failed", e);
    }
  }

  /** Has a task done; everybody else waits meanwhile. */
  Speed measure(Load load) {
    try {
      tasks.write(load.task() + "\n");
      tasks.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the worker ended, see its messages above");
      }
      JsonNode json = JSON.readTree(answer);
      return new Speed(
          json.get("tokens").asLong(), json.get("nanos").asLong(), json.get("steps").asLong());
    } catch (IOException e) {
      throw new UncheckedIOException("talking to a worker failed", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
