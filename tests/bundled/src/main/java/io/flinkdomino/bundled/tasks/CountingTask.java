package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Counting up and down in steps, and times tables. */
final class CountingTask implements Task {

  private static final List<Counting> KINDS = List.of(Counting.values());

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public TaskExample example(RandomGenerator random) {
    Dealer dealer = new Dealer(random);
    Counting kind = dealer.one(KINDS);
    List<Integer> numbers = kind.draw(dealer);
    return new TaskExample(name(), kind.ask(numbers), kind.answer(numbers));
  }

  @Override
  public boolean accepts(String question, String answer) {
    for (Counting kind : KINDS) {
      Optional<List<Integer>> numbers = kind.parse(question);
      if (numbers.isPresent()) {
        return kind.isRight(numbers.get(), answer.strip());
      }
    }
    throw Tasks.notAsked(this);
  }
}
