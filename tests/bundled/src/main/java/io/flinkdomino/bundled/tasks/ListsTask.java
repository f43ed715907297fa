package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Lists of four to seven different words: numbered, counted, reversed, in another case, as JSON.
 */
final class ListsTask implements Task {

  private static final List<ListOperation> OPERATIONS = List.of(ListOperation.values());
  private static final List<List<String>> POOLS =
      List.of(Words.THINGS, Words.NAMES, Words.CITIES, Words.COLORS);

  @Override
  public String name() {
    return "lists";
  }

  @Override
  public TaskExample example(RandomGenerator random) {
    Dealer dealer = new Dealer(random);
    ListOperation operation = dealer.one(OPERATIONS);
    List<String> items = dealer.words(pool(operation, dealer), dealer.number(4, 7));
    String question = operation.command() + ": " + String.join(", ", items);
    return new TaskExample(name(), question, String.join("\n", operation.answer(items)));
  }

  private static List<String> pool(ListOperation operation, Dealer dealer) {
    return switch (operation) {
      case UPPER -> Words.UPPERABLE;
      case LOWER -> Words.UPPER;
      case NUMBER, COUNT, REVERSE, JSON -> dealer.one(POOLS);
    };
  }

  @Override
  public boolean accepts(String question, String answer) {
    for (ListOperation operation : OPERATIONS) {
      String command = operation.command() + ": ";
      if (question.startsWith(command)) {
        List<String> items = List.of(question.substring(command.length()).split(", ", -1));
        return operation.isDone(items, answer.strip().lines().toList());
      }
    }
    throw Tasks.notAsked(this);
  }
}
