package io.flinkdomino.bundled.tasks;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line such as {@code 24 + 10 = 34}, true or not.
 *
 * @param operator one of + - * /
 */
record Equation(int left, char operator, int right, int result) {

  private static final Pattern LINE =
      Pattern.compile("([0-9]{1,6}) ([-+*/]) ([0-9]{1,6}) = ([0-9]{1,6})");

  /** The true one. */
  static Equation of(int left, char operator, int right) {
    int result =
        switch (operator) {
          case '+' -> left + right;
          case '-' -> left - right;
          case '*' -> left * right;
          case '/' -> left / right;
          default ->
              throw new IllegalArgumentException(
                  "operator must be one of + - * /, got " + operator);
        };
    return new Equation(left, operator, right, result);
  }

  static Optional<Equation> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Equation(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2).charAt(0),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4))))
        : Optional.empty();
  }

  boolean isTrue() {
    return operator == '/'
        ? right != 0 && left == right * result
        : equals(of(left, operator, right));
  }

  /** The line. */
  @Override
  public String toString() {
    return left + " " + operator + " " + right + " = " + result;
  }
}
