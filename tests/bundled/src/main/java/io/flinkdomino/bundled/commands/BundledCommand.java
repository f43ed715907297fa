package io.flinkdomino.bundled.commands;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

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
        .setExecutionExceptionHandler(BundledCommand::explain)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** A message says what is wrong and what to do; where, only a bug needs. */
  private static int explain(Exception failure, CommandLine command, ParseResult arguments)
      throws Exception {
    if (failure instanceof IOException || failure instanceof IllegalStateException) {
      command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
      return ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
