package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.InvalidOptionsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program's command line; its subcommands do the work. */
@Command(
    name = "flink-domino",
    header = "LLM generation on Apache Flink with Domino speculative decoding.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "%nflink-domino COMMAND --help explains a command and its options.",
      "Start with: flink-domino demo"
    })
public final class FlinkDominoCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(FlinkDominoCommand.class);
  private static final int HELP_WIDTH = 100;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli needs the field, nobody its value
  private boolean help;

  private FlinkDominoCommand() {}

  /**
   * The command line, ready to execute arguments; {@code execute} answers one of {@link ExitCodes}.
   *
   * @param runners what the commands run
   * @param bundledModels holds the demo's models, folders {@code target} and {@code draft}
   */
  public static CommandLine create(JobRunners runners, Path bundledModels) {
    CommandLine line =
        new CommandLine(new FlinkDominoCommand())
            .addSubcommand(
                new DemoCommand(runners.demo(), bundledModels).toCommandLine(runners.defaults()))
            .addSubcommand(new RunCommand(runners.run()).toCommandLine(runners.defaults()))
            .addSubcommand(
                new GenerateCommand(runners.generate()).toCommandLine(runners.defaults()))
            .addSubcommand(new TrainCommand(runners.train()).toCommandLine(runners.defaults()))
            .addSubcommand(
                new EvaluateCommand(runners.evaluate()).toCommandLine(runners.defaults()));
    configure(line);
    line.getSubcommands().values().forEach(FlinkDominoCommand::configure);
    return line.setExpandAtFiles(false)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpWidth(HELP_WIDTH)
        .setExecutionExceptionHandler((error, command, arguments) -> report(error, command));
  }

  /**
   * Runs a command for a Flink client, which reports what is thrown.
   *
   * @throws InvalidOptionsException listing every wrong option
   * @throws Exception if the command failed
   */
  public static void submit(JobRunners runners, Path bundledModels, String... arguments)
      throws Exception {
    List<Exception> errors = new ArrayList<>();
    create(runners, bundledModels)
        .setExecutionExceptionHandler(
            (error, command, given) -> {
              errors.add(error);
              return ExitCodes.FAILED;
            })
        .execute(arguments);
    if (!errors.isEmpty()) {
      throw errors.get(0);
    }
  }

  private static void configure(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
  }

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec, "spec").commandLine();
    List<String> problems = new ArrayList<>(ParseProblems.of(line.getParseResult()));
    problems.add("a command must be given: one of " + line.getSubcommands().keySet());
    throw new InvalidOptionsException(problems);
  }

  private static int report(Exception error, CommandLine command) {
    PrintWriter out = command.getErr();
    if (error instanceof InvalidOptionsException invalid) {
      List<String> problems = invalid.problems();
      String name = command.getCommandSpec().qualifiedName();
      out.println(
          name + ": " + problems.size() + (problems.size() == 1 ? " problem" : " problems"));
      problems.forEach(problem -> out.println("  " + problem));
      out.println("See " + name + " --help");
      return ExitCodes.WRONG_OPTIONS;
    }
    LOG.error("command failed command={}", command.getCommandName(), error);
    out.println(command.getCommandSpec().qualifiedName() + " failed");
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      out.println("  " + (cause.getMessage() == null ? cause.toString() : cause.getMessage()));
    }
    return ExitCodes.FAILED;
  }
}
