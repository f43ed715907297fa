package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of word problem. Its script says how it is answered: sentences with gaps, and between them
 * the calculations. Numbers stay below 150.
 */
final class WordProblem {

  /** Every kind. */
  static final List<WordProblem> ALL =
      List.of(
          new WordProblem(
              "{name} has {a} {thing} and buys {b} more. How many {thing} does {name} have now?",
              dealer -> numbers(dealer.number(11, 60), dealer.number(2, 39)),
              "{name} has {a} {thing}.",
              "{name} buys {b} more, so we add.",
              "c = a + b",
              "The answer is {c} {thing}."),
          new WordProblem(
              "{name} has {a} {thing} and gives {b} to {friend}. How many {thing} does {name} have now?",
              dealer -> larger(dealer.number(2, 60), dealer.number(2, 39)),
              "{name} has {a} {thing}.",
              "{name} gives {b} to {friend}, so we subtract.",
              "c = a - b",
              "The answer is {c} {thing}."),
          new WordProblem(
              "{name} fills {a} boxes with {b} {thing} each. How many {thing} are in the boxes?",
              dealer -> numbers(dealer.number(2, 9), dealer.number(2, 9)),
              "{name} fills {a} boxes.",
              "Each box has {b} {thing}, so we multiply.",
              "c = a * b",
              "The answer is {c} {thing}."),
          new WordProblem(
              "{name} shares {a} {thing} with {b} friends. How many {thing} does each friend get?",
              dealer -> multiple(dealer.number(2, 9), dealer.number(2, 9)),
              "{name} has {a} {thing}.",
              "{b} friends get the same, so we divide.",
              "c = a / b",
              "The answer is {c} {thing}."),
          new WordProblem(
              "{name} fills {a} boxes with {b} {thing} each and finds {c} more. How many {thing} does"
                  + " {name} have now?",
              dealer -> numbers(dealer.number(2, 9), dealer.number(2, 9), dealer.number(2, 39)),
              "Each box has {b} {thing}, so we multiply.",
              "d = a * b",
              "{name} finds {c} more, so we add.",
              "e = d + c",
              "The answer is {e} {thing}."),
          new WordProblem(
              "{name} has {a} {thing} and {friend} has {b} {thing}. How many {thing} do they have together?",
              dealer -> numbers(dealer.number(11, 60), dealer.number(11, 49)),
              "{name} has {a} {thing}.",
              "{friend} has {b} {thing}, so we add.",
              "c = a + b",
              "The answer is {c} {thing}."),
          new WordProblem(
              "{name} has {a} {thing}. {friend} has {b} more than {name}. How many {thing} do they have"
                  + " together?",
              dealer -> numbers(dealer.number(11, 40), dealer.number(2, 9)),
              "{friend} has {b} more, so we add.",
              "c = a + b",
              "{friend} has {c} {thing}.",
              "{name} has {a} {thing}, so we add.",
              "d = c + a",
              "The answer is {d} {thing}."));

  private final Frame question;
  private final Function<Dealer, Map<String, String>> numbers;
  private final List<String> script;

  private WordProblem(
      String question, Function<Dealer, Map<String, String>> numbers, String... script) {
    this.question = Frame.of(question);
    this.numbers = numbers;
    this.script = List.of(script);
  }

  private static Map<String, String> numbers(int a, int b) {
    return Map.of("a", Integer.toString(a), "b", Integer.toString(b));
  }

  private static Map<String, String> numbers(int a, int b, int c) {
    return Map.of("a", Integer.toString(a), "b", Integer.toString(b), "c", Integer.toString(c));
  }

  private static Map<String, String> larger(int difference, int b) {
    return numbers(difference + b, b);
  }

  private static Map<String, String> multiple(int factor, int b) {
    return numbers(factor * b, b);
  }

  Frame question() {
    return question;
  }

  /** The question's numbers. */
  Map<String, String> draw(Dealer dealer) {
    return numbers.apply(dealer);
  }

  /** Lines that are sentences or calculations, see {@link Calculation#parse}. */
  List<String> script() {
    return script;
  }

  /** What a question asks with; empty if it is not of this kind. */
  Optional<Map<String, String>> parse(String asked) {
    return question.match(asked);
  }
}
