package io.flinkdomino.bundled.commands;

import io.flinkdomino.bundled.tokenizer.TargetFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a target folder that lacks only its weights. */
@Command(
    name = "tokenizer",
    header = "Writes a target folder without weights: configuration, chat template, tokenizer.",
    mixinStandardHelpOptions = true)
final class TokenizerCommand implements Callable<Integer> {

  @Option(names = "--output", required = true, description = "Folder to write; made if absent.")
  private Path output = Path.of("");

  @Override
  public Integer call() throws IOException {
    TargetFolder.write(output);
    return 0;
  }
}
