package io.flinkdomino.runtime.prompt.template;

/** Decodes a quoted string as Python's {@code unicode_escape} does. */
final class StringLiteral {

  private static final String NAMES = "abfnrtv\\'\"";
  private static final String VALUES = "\u0007\b\f\n\r\t\u000b\\'\"";

  private final String body;
  private final int line;
  private final StringBuilder decoded = new StringBuilder();
  private int position;

  private StringLiteral(String body, int line) {
    this.body = body;
    this.line = line;
  }

  /** The value of a literal that still has its quotes. */
  static String decode(String quoted, int line) {
    String body = quoted.substring(1, quoted.length() - 1);
    return body.indexOf('\\') < 0 ? body : new StringLiteral(body, line).decode();
  }

  private String decode() {
    while (position < body.length()) {
      char next = body.charAt(position++);
      if (next == '\\') {
        decodeEscape(body.charAt(position++));
      } else {
        decoded.append(next);
      }
    }
    return decoded.toString();
  }

  private void decodeEscape(char escape) {
    int simple = NAMES.indexOf(escape);
    if (simple >= 0) {
      decoded.append(VALUES.charAt(simple));
    } else if (escape >= '0' && escape <= '7') {
      decodeOctal();
    } else {
      decodeOther(escape);
    }
  }

  private void decodeOther(char escape) {
    switch (escape) {
      case '\n' -> {} // a backslash at the end of a line joins the two lines
      case 'x' -> decodeHex(2);
      case 'u' -> decodeHex(4);
      case 'U' -> decodeHex(8);
      case 'N' -> throw TemplateException.unsupported(line, "the string escape '\\N'");
      default -> keep(escape);
    }
  }

  private void keep(char escape) {
    if (escape > 127) {
      throw TemplateException.unsupported(line, "a backslash before a non-ASCII character");
    }
    decoded.append('\\').append(escape);
  }

  private void decodeOctal() {
    int start = position - 1;
    while (position < body.length()
        && position < start + 3
        && body.charAt(position) >= '0'
        && body.charAt(position) <= '7') {
      position++;
    }
    decoded.appendCodePoint(Integer.parseInt(body.substring(start, position), 8));
  }

  private void decodeHex(int digits) {
    int end = position + digits;
    if (end > body.length() || !body.substring(position, end).matches("[0-9a-fA-F]+")) {
      throw TemplateException.syntax(
          line, "a string escape needs " + digits + " hexadecimal digits");
    }
    append(Long.parseLong(body.substring(position, end), 16));
    position = end;
  }

  private void append(long codePoint) {
    if (codePoint > Character.MAX_CODE_POINT) {
      throw TemplateException.syntax(line, "a string escape is beyond U+10FFFF");
    }
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      throw TemplateException.unsupported(line, "a surrogate in a string escape");
    }
    decoded.appendCodePoint((int) codePoint);
  }
}
