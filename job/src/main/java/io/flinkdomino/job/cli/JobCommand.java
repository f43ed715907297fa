package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.OptionGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** A subcommand: gathers its options from all three places, checks them together, runs. */
abstract class JobCommand<S> implements Callable<Integer> {

  private static final String FLINK = "flink.";

  /** Flink also takes every key with "token" in it for a secret. */
  private static final Set<String> SWITCH = Set.of("true", "false");

  private final List<OptionGroup> groups;
  private final JobRunner<S> runner;
  private Map<String, String> defaults = Map.of();

  @Spec private @Nullable CommandSpec spec;

  @ArgGroup(validate = false, order = 100, heading = "%nGeneral:%n")
  private GeneralOptions general = new GeneralOptions();

  JobCommand(List<OptionGroup> groups, JobRunner<S> runner) {
    this.groups = groups;
    this.runner = runner;
  }

  /**
   * The settings of this command.
   *
   * @throws InvalidOptionsException listing every wrong option
   */
  abstract S validate(Configuration configuration);

  /**
   * The command line of this command.
   *
   * @param surroundings options that the surroundings know; whatever is given wins
   */
  final CommandLine toCommandLine(Map<String, String> surroundings) {
    defaults = surroundings;
    CommandLine line = new CommandLine(this);
    OptionSpecs.addTo(line.getCommandSpec(), groups);
    return line;
  }

  @Override
  public final Integer call() throws Exception {
    CommandLine line = Optional.ofNullable(spec).orElseThrow().commandLine();
    List<String> problems = ParseProblems.of(topLevel(line));
    Optional<S> settings = settings(line.getParseResult(), problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    runner.run(settings.orElseThrow());
    return ExitCodes.DONE;
  }

  private Optional<S> settings(ParseResult arguments, List<String> problems) {
    Map<String, String> values = new LinkedHashMap<>(defaults);
    general.configFile().ifPresent(file -> values.putAll(ConfigFile.read(file, problems)));
    values.putAll(general.properties());
    general.properties().forEach((key, value) -> refuseSecret(key, value, problems));
    values.putAll(OptionSpecs.given(arguments, groups));
    try {
      return Optional.of(validate(Configuration.fromMap(values)));
    } catch (InvalidOptionsException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  /** Other users of the machine, and Flink's dashboard on a cluster, show a command line. */
  private static void refuseSecret(String key, String value, List<String> problems) {
    if (key.startsWith(FLINK) && GlobalConfiguration.isSensitive(key) && !SWITCH.contains(value)) {
      problems.add(
          key
              + " must not be given on the command line, because it is a secret: put it into the"
              + " file of --config");
    }
  }

  private static ParseResult topLevel(CommandLine line) {
    CommandLine top = line;
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return top.getParseResult();
  }
}
