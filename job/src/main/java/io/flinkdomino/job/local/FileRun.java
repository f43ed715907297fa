package io.flinkdomino.job.local;

import io.flinkdomino.job.graph.FileGraph;
import io.flinkdomino.job.options.GenerateSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the bounded job: a file of prompts in, completions and errors out. */
public final class FileRun {

  private final PrintStream out;

  /** Talks to the user on {@code out}. */
  public FileRun(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs to the end.
   *
   * @throws io.flinkdomino.job.options.InvalidOptionsException if the models do not fit the
   *     options; nothing has started then
   * @throws Exception if the job failed
   */
  public void run(GenerateSettings settings) throws Exception {
    ModelCheck.run(settings.model(), settings.flink());
    long start = System.nanoTime();
    int parallelism = settings.flink().parallelism();
    try (StopSignal signal = StopSignal.register();
        LocalCluster cluster = LocalCluster.start(settings.flink(), parallelism)) {
      StreamExecutionEnvironment environment = cluster.environment(parallelism);
      FileGraph.add(environment, settings);
      JobID job = cluster.submit(environment, "flink-domino generate");
      signal.onSignal(() -> cluster.cancel(job));
      out.println("Dashboard: " + cluster.dashboard());
      JobResult result = cluster.result(job).get();
      if (signal.received()) {
        return;
      }
      if (!result.isSuccess()) {
        throw LocalCluster.failure(result);
      }
    }
    report(settings.files().output(), Duration.ofNanos(System.nanoTime() - start));
  }

  private void report(Path folder, Duration time) throws IOException {
    Path completions = folder.resolve(FileGraph.COMPLETIONS);
    Path errors = folder.resolve(FileGraph.ERRORS);
    out.printf(
        "%d completions in %s, %d errors in %s, %.1f s%n",
        lines(completions), completions, lines(errors), errors, time.toMillis() / 1000.0);
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }
}
