package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words that vary; small pools, since each word is a token of its own. */
public final class Words {

  static final List<String> NAMES =
      split(
          "Ava Ben Cora Dan Ella Finn Gia Hugo Iris Jack Kira Leo Mia Noah Olga Paul Quinn Rosa Sam"
              + " Tess Uma Vic Wes Zoe");
  static final List<String> THINGS =
      split(
          "apples pens coins books stamps shells cards beads stickers marbles cookies tickets"
              + " stones ribbons keys maps cups hats lamps toys");
  static final List<String> CITIES =
      split(
          "Paris Lima Oslo Cairo Delhi Tokyo Quito Rome Bonn Accra Porto Riga Sofia Turin Minsk"
              + " Perth");
  static final List<String> COLORS =
      split("red blue green black white yellow orange purple brown pink");
  static final List<String> PLACES =
      split("market harbor library garden station museum park beach");

  /** Words whose upper case is in the vocabulary too. */
  static final List<String> UPPERABLE = Stream.concat(THINGS.stream(), COLORS.stream()).toList();

  static final List<String> UPPER = UPPERABLE.stream().map(Words::upper).toList();

  private static final List<String> ALL =
      Stream.of(NAMES, THINGS, CITIES, COLORS, PLACES, UPPER, JavaFields.words())
          .flatMap(List::stream)
          .distinct()
          .toList();

  private Words() {}

  /** All pools, each word once, in a fixed order. */
  public static List<String> all() {
    return ALL;
  }

  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  static List<String> split(String words) {
    return List.of(words.split(" ", -1));
  }
}
