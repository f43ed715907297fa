package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Drills that teach copying: words of all pools and numbers in varied layouts. For training only.
 */
final class RepeatTask implements Task {

  static final String NAME = "repeat";

  private static final int FEWEST_ITEMS = 4;

  /** One item in so many is a number. */
  private static final int NUMBERS = 5;

  private static final List<Drill> DRILLS = List.of(Drill.values());
  private static final List<String> SEPARATORS =
      List.of(", ", " ", "; ", " - ", " | ", "\n", ",", "\", \"");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TaskExample example(RandomGenerator random) {
    Dealer dealer = new Dealer(random);
    Drill drill = dealer.one(DRILLS);
    int count = dealer.number(FEWEST_ITEMS, drill.mostItems());
    List<String> items =
        Stream.generate(() -> dealer.fresh(() -> item(dealer))).limit(count).toList();
    String body = String.join(dealer.one(SEPARATORS), items);
    String question = drill.ask(body, dealer.one(items.subList(0, (count + 1) / 2)));
    return new TaskExample(NAME, question, Drill.answer(question).orElseThrow());
  }

  private static String item(Dealer dealer) {
    return dealer.number(1, NUMBERS) == 1
        ? Integer.toString(dealer.number(0, 199))
        : dealer.one(Words.all());
  }

  @Override
  public boolean accepts(String question, String answer) {
    String copy = Drill.answer(question).orElseThrow(() -> Tasks.notAsked(this));
    return copy.lines().toList().equals(answer.strip().lines().toList());
  }
}
