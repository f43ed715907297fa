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

  /** A file that is missing or wrong is the user's to mend; all else is a bug, with its trace. */
  private static int explain(Exception failure, CommandLine command, ParseResult arguments)
      throws Exception {
    if (failure instanceof IOException) {
      command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
      return ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
