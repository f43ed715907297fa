package io.flinkdomino.job.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the parser could not make sense of, for the whole command line, without secrets. */
final class ParseProblems {

  private ParseProblems() {}

  /** The problems of a command and its subcommands, in the order of the arguments. */
  static List<String> of(ParseResult topLevel) {
    SecretArguments secrets = new SecretArguments(topLevel.originalArgs());
    return all(topLevel).stream()
        .map(secrets::hide)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<String> all(ParseResult topLevel) {
    List<String> problems = new ArrayList<>();
    for (ParseResult result = topLevel; ; result = result.subcommand()) {
      for (String argument : result.unmatched()) {
        problems.add(argument + " is not an option of " + result.commandSpec().qualifiedName());
      }
      for (OptionSpec option : new LinkedHashSet<>(result.matchedOptions())) {
        if (!option.isMultiValue() && option.originalStringValues().size() > 1) {
          problems.add(
              option.longestName() + " must be given once, got " + option.originalStringValues());
        }
      }
      for (Exception error : result.errors()) {
        if (!(error instanceof UnmatchedArgumentException)) {
          problems.add(String.valueOf(error.getMessage()));
        }
      }
      if (!result.hasSubcommand()) {
        return problems;
      }
    }
  }
}
