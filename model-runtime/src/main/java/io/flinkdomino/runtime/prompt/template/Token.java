package io.flinkdomino.runtime.prompt.template;

/**
 * One piece of a template.
 *
 * @param kind what it is
 * @param text its text; a {@code STRING}'s is already decoded, delimiters have none that matters
 * @param line the line it starts on, from 1
 */
record Token(Kind kind, String text, int line) {

  enum Kind {
    TEXT("text"),
    OUTPUT_BEGIN("'{{'"),
    OUTPUT_END("'}}'"),
    TAG_BEGIN("'{%'"),
    TAG_END("'%}'"),
    NAME("name"),
    STRING("string"),
    INTEGER("integer"),
    OPERATOR("operator"),
    END("the end of the template");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean is(Kind wanted, String wantedText) {
    return kind == wanted && text.equals(wantedText);
  }

  /** How an error message names this token: literals by kind only. */
  String title() {
    return switch (kind) {
      case NAME, OPERATOR -> "'" + text + "'";
      default -> kind.title();
    };
  }
}
