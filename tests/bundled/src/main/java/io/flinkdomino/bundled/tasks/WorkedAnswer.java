package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds an answer against a script: its sentences must say the question's numbers and those worked
 * out before, and each calculation must be one or more true equations that go from its left number
 * to its result. How a sum is cut into steps is free.
 */
final class WorkedAnswer {

  private final Map<String, String> values;
  private final List<String> lines;
  private int next;

  /**
   * Reads an answer.
   *
   * @param question what the question asks with
   */
  WorkedAnswer(Map<String, String> question, List<String> lines) {
    this.values = new HashMap<>(question);
    this.lines = List.copyOf(lines);
  }

  /** The lines by which a script answers the question. */
  static List<String> write(Map<String, String> question, List<String> script) {
    Map<String, String> values = new HashMap<>(question);
    List<String> lines = new ArrayList<>();
    for (String line : script) {
      Calculation.parse(line)
          .ifPresentOrElse(
              calculation -> {
                List<Equation> worked =
                    calculation.work(
                        number(values, calculation.left()), number(values, calculation.right()));
                worked.forEach(equation -> lines.add(equation.toString()));
                int result = worked.get(worked.size() - 1).result();
                values.put(calculation.result(), Integer.toString(result));
              },
              () -> lines.add(Frame.of(line).fill(values)));
    }
    return lines;
  }

  /** Whether the answer follows the script to its end. Once only. */
  boolean follows(List<String> script) {
    return script.stream().allMatch(this::followsLine) && next == lines.size();
  }

  private boolean followsLine(String line) {
    Optional<Calculation> calculation = Calculation.parse(line);
    if (calculation.isPresent()) {
      return isWorkedOut(calculation.get());
    }
    return next < lines.size() && Frame.of(line).says(lines.get(next++), values);
  }

  private boolean isWorkedOut(Calculation calculation) {
    int reached = number(values, calculation.left());
    int rest = number(values, calculation.right());
    boolean isTrue = true;
    do {
      Optional<Equation> step = nextEquation();
      if (step.isEmpty()) {
        return false;
      }
      Equation equation = step.get();
      isTrue &= equation.isTrue();
      isTrue &= equation.operator() == calculation.operator() && equation.left() == reached;
      reached = equation.result();
      rest -= equation.right();
    } while (isTrue && calculation.hasSteps() && rest > 0);
    values.put(calculation.result(), Integer.toString(reached));
    return isTrue && rest == 0;
  }

  private Optional<Equation> nextEquation() {
    return next < lines.size() ? Equation.parse(lines.get(next++)) : Optional.empty();
  }

  private static int number(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the script has no number " + name);
    }
    return Integer.parseInt(value);
  }
}
