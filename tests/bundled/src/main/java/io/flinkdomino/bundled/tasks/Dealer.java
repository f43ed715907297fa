package io.flinkdomino.bundled.tasks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Draws one example's words and numbers, no word twice, so that each word marks its place. */
final class Dealer {

  private final RandomGenerator random;
  private final Set<String> dealt = new HashSet<>();

  Dealer(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A word of the pool that was not dealt before.
   *
   * @throws IllegalStateException if there is none left
   */
  String word(List<String> pool) {
    if (dealt.containsAll(pool)) {
      throw new IllegalStateException("all %d words are dealt".formatted(pool.size()));
    }
    return fresh(() -> one(pool));
  }

  /** Words of the pool in random order, none dealt before. */
  List<String> words(List<String> pool, int count) {
    return Stream.generate(() -> word(pool)).limit(count).toList();
  }

  /** The first of these texts that was not dealt before. */
  String fresh(Supplier<String> texts) {
    String text = texts.get();
    while (!dealt.add(text)) {
      text = texts.get();
    }
    return text;
  }

  /** One of these, dealt or not. */
  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A number in this range, both ends included. */
  int number(int lowest, int highest) {
    return random.nextInt(lowest, highest + 1);
  }
}
