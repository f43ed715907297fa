package io.flinkdomino.bundled.commands;

import io.flinkdomino.bundled.speed.SpeedChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws measured speeds. */
@Command(
    name = "chart",
    header = "Draws how much faster each task is with each drafter.",
    mixinStandardHelpOptions = true)
final class ChartCommand implements Callable<Integer> {

  @Option(
      names = "--results",
      required = true,
      description =
          "Folder with what flink-domino evaluate wrote: domino/evaluation.json, and dflash,"
              + " autoregressive and prompt-lookup likewise, if they are there.")
  private Path results = Path.of("");

  @Option(names = "--output", required = true, description = "SVG file to write.")
  private Path output = Path.of("");

  @Override
  public Integer call() throws IOException {
    Files.writeString(output, SpeedChart.read(results).svg());
    return 0;
  }
}
