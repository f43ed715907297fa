package io.flinkdomino.job.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Hides what may be a secret on a command line, so that an error can quote the rest of it. */
final class SecretArguments {

  private static final String HIDDEN = "******";
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)pass(word|wd|phrase)|secret|jaas|credential"
              + "|(api|access|private|account)[-_.]?key|(auth|access|bearer)[-_.]?token");

  private final List<String> secrets = new ArrayList<>();

  /** Looks for names of secrets, with the value behind {@code =} or in the next argument. */
  SecretArguments(List<String> arguments) {
    boolean isValue = false;
    for (String argument : arguments) {
      int end = argument.indexOf('=');
      String name = end < 0 ? argument : argument.substring(0, end);
      if (isValue && !argument.startsWith("-")) {
        secrets.add(argument);
        isValue = false;
        continue;
      }
      boolean isName = NAME.matcher(name).find();
      if (isName && end >= 0) {
        secrets.add(argument.substring(end + 1));
      }
      isValue = isName && end < 0;
    }
    secrets.removeIf(String::isEmpty);
  }

  /** The text without secrets. */
  String hide(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, HIDDEN);
    }
    return hidden;
  }
}
