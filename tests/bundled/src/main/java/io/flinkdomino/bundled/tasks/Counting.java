package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is counted. Numbers stay below 170. */
enum Counting {
  UP("Count from {first} to {last} in steps of {step}.") {
    @Override
    List<Integer> draw(Dealer dealer) {
      int first = dealer.number(0, 60);
      int step = dealer.number(1, 9);
      return List.of(first, first + step * dealer.number(5, 11), step);
    }

    @Override
    String answer(List<Integer> asked) {
      return list(asked.get(0), asked.get(1), asked.get(2));
    }

    @Override
    boolean isRight(List<Integer> asked, String answer) {
      return isRun(answer, asked.get(0), asked.get(1), asked.get(2));
    }
  },
  DOWN("Count down from {first} to {last} in steps of {step}.") {
    @Override
    List<Integer> draw(Dealer dealer) {
      int last = dealer.number(0, 60);
      int step = dealer.number(1, 9);
      return List.of(last + step * dealer.number(5, 11), last, step);
    }

    @Override
    String answer(List<Integer> asked) {
      return list(asked.get(0), asked.get(1), -asked.get(2));
    }

    @Override
    boolean isRight(List<Integer> asked, String answer) {
      return isRun(answer, asked.get(0), asked.get(1), -asked.get(2));
    }
  },
  NUMBERED("Write {count} numbers from {first} in steps of {step}.") {
    @Override
    List<Integer> draw(Dealer dealer) {
      return List.of(dealer.number(5, 12), dealer.number(0, 60), dealer.number(1, 9));
    }

    @Override
    String answer(List<Integer> asked) {
      int last = asked.get(1) + asked.get(2) * (asked.get(0) - 1);
      List<String> numbers = List.of(list(asked.get(1), last, asked.get(2)).split(", ", -1));
      return String.join("\n", NumberedLines.write(numbers));
    }

    @Override
    boolean isRight(List<Integer> asked, String answer) {
      List<String> numbers =
          IntStream.range(0, asked.get(0))
              .map(i -> asked.get(1) + i * asked.get(2))
              .mapToObj(Integer::toString)
              .toList();
      return NumberedLines.are(answer.lines().toList(), numbers);
    }
  },
  TIMES_TABLE("Write the times table of {number} from {first} to {last}.") {
    @Override
    List<Integer> draw(Dealer dealer) {
      int first = dealer.number(1, 5);
      return List.of(dealer.number(2, 12), first, first + dealer.number(4, 9));
    }

    @Override
    String answer(List<Integer> asked) {
      List<String> lines = new ArrayList<>();
      for (int i = asked.get(1); i <= asked.get(2); i++) {
        lines.add(Equation.of(i, '*', asked.get(0)).toString());
      }
      return String.join("\n", lines);
    }

    @Override
    boolean isRight(List<Integer> asked, String answer) {
      List<Optional<Equation>> lines = answer.lines().map(Equation::parse).toList();
      boolean right = lines.size() == asked.get(2) - asked.get(1) + 1;
      for (int i = 0; right && i < lines.size(); i++) {
        int left = asked.get(1) + i;
        right =
            lines
                .get(i)
                .filter(Equation::isTrue)
                .filter(Equation.of(left, '*', asked.get(0))::equals)
                .isPresent();
      }
      return right;
    }
  };

  private final String question;

  Counting(String question) {
    this.question = question;
  }

  /** The question's numbers, in the order of its text. */
  abstract List<Integer> draw(Dealer dealer);

  abstract String answer(List<Integer> asked);

  abstract boolean isRight(List<Integer> asked, String answer);

  String ask(List<Integer> numbers) {
    Frame frame = Frame.of(question);
    Map<String, String> values = new LinkedHashMap<>();
    for (String gap : frame.gaps()) {
      values.put(gap, Integer.toString(numbers.get(values.size())));
    }
    return frame.fill(values);
  }

  /** The numbers of a question of this kind; empty if it is not of this kind. */
  Optional<List<Integer>> parse(String asked) {
    return Frame.of(question)
        .match(asked)
        .map(values -> values.values().stream().map(Integer::parseInt).toList());
  }

  private static String list(int first, int last, int step) {
    List<String> numbers = new ArrayList<>();
    for (int number = first; step > 0 ? number <= last : number >= last; number += step) {
      numbers.add(Integer.toString(number));
    }
    return String.join(", ", numbers);
  }

  /** Whether the text begins with the first number, goes on by the step and ends with the last. */
  private static boolean isRun(String text, int first, int last, int step) {
    int expected = first;
    for (String number : text.split(", ", -1)) {
      if (!number.equals(Integer.toString(expected))) {
        return false;
      }
      expected += step;
    }
    return expected - step == last;
  }
}
