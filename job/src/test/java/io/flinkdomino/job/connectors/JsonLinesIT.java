package io.flinkdomino.job.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.job.options.FileSettings;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.generate.RecordTypes;
import io.flinkdomino.operators.prompt.InputRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JsonLinesIT {

  private static final int LINES = 100_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyLineComesOutOnceInOneFileOverAFailure(int parallelism) throws Exception {
    FailOnceAfterCheckpoint.reset();
    FileSettings settings = settings(lines(LINES));

    runJob(settings, parallelism);

    assertThat(FailOnceAfterCheckpoint.hasFailed()).isTrue();
    List<String> expected =
        IntStream.range(0, LINES).mapToObj(i -> "prompts.jsonl-0-" + 2 * i + ":p" + i).toList();
    assertThat(sorted(Files.readAllLines(settings.output().resolve("completions.jsonl"))))
        .isEqualTo(sorted(expected));
    try (var files = Files.list(settings.output())) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void emptyInputGivesAnEmptyFile(int parallelism) throws Exception {
    FileSettings settings = settings("\n\n");

    runJob(settings, parallelism);

    assertThat(settings.output().resolve("completions.jsonl")).isEmptyFile();
  }

  private static void runJob(FileSettings settings, int parallelism) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    environment.enableCheckpointing(20);
    environment
        .fromSource(JsonLinesSource.of(settings), WatermarkStrategy.noWatermarks(), "prompts")
        .map(new FailOnceAfterCheckpoint())
        .map(JsonLinesIT::echo)
        .returns(RecordTypes.OUTPUT)
        .sinkTo(JsonLinesSink.to(settings.output(), "completions.jsonl"))
        .setParallelism(1);
    environment.execute();
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  private static OutputRecord echo(InputRecord record) {
    String text =
        "%s-%d-%d:%s"
            .formatted(
                record.topic(),
                record.partition(),
                record.offset(),
                new String(record.value(), StandardCharsets.UTF_8));
    return new OutputRecord(null, text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  private FileSettings settings(String content) throws Exception {
    Path input = Files.writeString(folder.resolve("prompts.jsonl"), content);
    return new FileSettings(input, folder.resolve("out"), MemorySize.parse("1 kb"));
  }

  private static String lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i + "\n\n").collect(Collectors.joining());
  }
}
