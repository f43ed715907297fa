package io.flinkdomino.bundled.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line; its subcommands do the work. */
@Command(
    name = "tests/bundled/run.sh",
    header = "Data of the bundled model pair.",
    synopsisSubcommandLabel = "COMMAND")
public final class BundledCommand {

  private BundledCommand() {}

  /** Ready to execute arguments. */
  public static CommandLine create() {
    return new CommandLine(new BundledCommand())
        .addSubcommand(new TasksCommand())
        .addSubcommand(new JudgeCommand())
        .addSubcommand(new TokenizerCommand())
        .addSubcommand(new ChartCommand())
        .addSubcommand(new AblationCommand())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
