package io.flinkdomino.job.graph;

import io.flinkdomino.job.connectors.JsonLinesSink;
import io.flinkdomino.job.connectors.JsonLinesSource;
import io.flinkdomino.job.options.FileSettings;
import io.flinkdomino.job.options.GenerateSettings;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.generate.GenerateOutputs;
import io.flinkdomino.operators.prompt.WireFormat;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The bounded job: prompts from a file of JSON lines, completions and errors to files. */
public final class FileGraph {

  public static final String COMPLETIONS = "completions.jsonl";
  public static final String ERRORS = "errors.jsonl";

  /** No broker limits a line; a dead letter keeps this much of its prompt. */
  private static final int MAX_RECORD_BYTES = (int) MemorySize.ofMebiBytes(256).getBytes();

  /** Nobody reads metrics of a bounded job, so one window does. */
  private static final Duration METRICS_WINDOW = Duration.ofHours(1);

  private FileGraph() {}

  /**
   * Adds the whole job to an environment.
   *
   * @throws IOException if the input cannot be read
   */
  public static void add(StreamExecutionEnvironment environment, GenerateSettings settings)
      throws IOException {
    FileSettings files = settings.files();
    // The files need no last checkpoint, and waiting for one would cost an interval.
    environment.configure(
        new Configuration().set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false));
    SingleOutputStreamOperator<OutputRecord> completions =
        GenerateGraph.add(
            environment,
            JsonLinesSource.of(files),
            OperatorSettings.of(
                settings.model(),
                settings.flink(),
                WireFormat.JSON,
                WireFormat.JSON,
                MAX_RECORD_BYTES,
                METRICS_WINDOW,
                settings.failures()));
    sink(completions, COMPLETIONS, files);
    sink(completions.getSideOutput(GenerateOutputs.DEAD_LETTERS), ERRORS, files);
  }

  private static void sink(DataStream<OutputRecord> stream, String file, FileSettings files) {
    stream.sinkTo(JsonLinesSink.to(files.output(), file)).name(file).uid(file).setParallelism(1);
  }
}
