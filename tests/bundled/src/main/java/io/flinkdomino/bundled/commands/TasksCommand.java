package io.flinkdomino.bundled.commands;

import io.flinkdomino.bundled.rows.Chat;
import io.flinkdomino.bundled.rows.Examples;
import io.flinkdomino.bundled.rows.JsonLines;
import io.flinkdomino.bundled.rows.Prompt;
import io.flinkdomino.bundled.rows.Split;
import io.flinkdomino.bundled.tasks.TaskMix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes chats to train on, or prompts. */
@Command(
    name = "tasks",
    header = "Writes examples of the tasks, one JSON object a line.",
    mixinStandardHelpOptions = true)
final class TasksCommand implements Callable<Integer> {

  private static final String ALL = "all";

  @Option(
      names = "--seed",
      description = "Other seeds give other examples. Default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(names = "--count", required = true, description = "Rows to write.")
  private long count;

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "NAME",
      description = "all, or names, or repeat alone. Default: all")
  private List<String> tasks = List.of(ALL);

  @Option(
      names = "--repeat-share",
      description = "Share of rows that are drills in copying, at least 0 and below 1. Default: 0")
  private double repeatShare;

  @Option(
      names = "--split",
      converter = SplitName.class,
      description = "train or held-out: no question is in both. Default: train")
  private Split split = Split.TRAIN;

  @Option(
      names = "--prompts-only",
      description = "Leaves the answers out: rows for flink-domino generate.")
  private boolean promptsOnly;

  @Option(names = "--output", required = true, description = "File to write.")
  private Path output = Path.of("");

  @Override
  public Integer call() throws IOException {
    TaskMix mix =
        tasks.equals(List.of(ALL)) ? TaskMix.all(repeatShare) : TaskMix.of(tasks, repeatShare);
    JsonLines.write(output, rows(new Examples(mix, split, seed)));
    return 0;
  }

  private Stream<?> rows(Examples examples) {
    LongStream numbers = LongStream.range(0, count);
    return promptsOnly
        ? numbers.mapToObj(index -> Prompt.of(examples.get(index), index))
        : numbers.mapToObj(index -> Chat.of(examples.get(index), index));
  }
}
