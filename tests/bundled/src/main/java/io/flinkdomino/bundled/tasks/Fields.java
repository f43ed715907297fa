package io.flinkdomino.bundled.tasks;

/** What fields of rows and objects hold. */
final class Fields {

  private Fields() {}

  /**
   * A value for a field.
   *
   * @throws IllegalArgumentException if there is no such field
   */
  static String draw(String field, Dealer dealer) {
    return switch (field) {
      case "name" -> dealer.word(Words.NAMES);
      case "city", "from", "to" -> dealer.word(Words.CITIES);
      case "item", "likes" -> dealer.word(Words.THINGS);
      case "color" -> dealer.word(Words.COLORS);
      case "age" -> Integer.toString(dealer.number(18, 80));
      case "count" -> Integer.toString(dealer.number(2, 60));
      default -> throw new IllegalArgumentException("field must be known, got " + field);
    };
  }
}
