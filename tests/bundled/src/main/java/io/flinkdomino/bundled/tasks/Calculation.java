package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a script such as {@code c = a + b}: a number that is worked out from two others.
 *
 * @param operator one of + - * /
 */
record Calculation(String result, String left, char operator, String right) {

  private static final Pattern LINE = Pattern.compile("(\\p{L}) = (\\p{L}) ([-+*/]) (\\p{L})");
  private static final int TEN = 10;

  /** Empty if the line is a sentence. */
  static Optional<Calculation> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Calculation(
                matcher.group(1), matcher.group(2), matcher.group(3).charAt(0), matcher.group(4)))
        : Optional.empty();
  }

  /** Whether it may be worked out in several equations, each of which goes on with the last. */
  boolean hasSteps() {
    return operator == '+' || operator == '-';
  }

  /** Sums and differences by tens, then ones; the last result is that of the whole. */
  List<Equation> work(int leftNumber, int rightNumber) {
    int ones = rightNumber % TEN;
    int tens = rightNumber - ones;
    if (!hasSteps() || ones == 0 || tens == 0) {
      return List.of(Equation.of(leftNumber, operator, rightNumber));
    }
    Equation first = Equation.of(leftNumber, operator, tens);
    return List.of(first, Equation.of(first.result(), operator, ones));
  }
}
