package io.flinkdomino.runtime.prompt.template;

/** What Python's {@code str.isspace} and regular expressions call whitespace. */
final class PythonWhitespace {

  private static final String SPACES =
      "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680"
          + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
          + "\u2028\u2029\u202f\u205f\u3000";

  private PythonWhitespace() {}

  static boolean isSpace(char character) {
    return SPACES.indexOf(character) >= 0;
  }

  static boolean isBlank(String text) {
    return text.chars().allMatch(c -> isSpace((char) c));
  }

  static String stripTrailing(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The first position at or after {@code from} that holds no whitespace. */
  static int skip(String text, int from) {
    int position = from;
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
    return position;
  }
}
