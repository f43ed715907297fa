package io.flinkdomino.runtime.prompt.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts what stands between one pair of delimiters into tokens. Groups repeat possessively:
 * otherwise a long number overflows the stack.
 */
final class ExpressionLexer {

  /**
   * Expressions are parsed and evaluated recursively; the longest published one has about sixty.
   */
  private static final int MAX_TOKENS = 500;

  private static final Pattern FLOAT =
      Pattern.compile(
          "(?<!\\.)(\\d+_)*+\\d+((\\.(\\d+_)*+\\d+)?[eE][+\\-]?(\\d+_)*+\\d+|\\.(\\d+_)*+\\d+)");
  private static final Pattern INTEGER =
      Pattern.compile(
          "0[bB](_?[01])++|0[oO](_?[0-7])++|0[xX](_?[\\da-fA-F])++|[1-9](_?\\d)*+|0(_?0)*+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern STRING =
      Pattern.compile(
          "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"",
          Pattern.DOTALL);
  private static final Pattern OPERATOR =
      Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,;]");

  private static final Pattern OUTPUT_CLOSE = Pattern.compile("(-?)\\}\\}");
  private static final Pattern TAG_CLOSE = Pattern.compile("([-+]?)%\\}");

  private final Source source;
  private final String text;
  private final List<Token> tokens;
  private final int open;
  private final Deque<Character> brackets = new ArrayDeque<>();
  private final Matcher matcher;

  ExpressionLexer(Source source, List<Token> tokens, int open) {
    this.source = source;
    this.text = source.text();
    this.tokens = tokens;
    this.open = open;
    this.matcher = FLOAT.matcher(text).useTransparentBounds(true);
  }

  /** Adds the tokens up to and with the closing braces; the position behind them. */
  int lexOutput(int from) {
    int end = lexUntil(OUTPUT_CLOSE, Token.Kind.OUTPUT_END, from);
    return matcher.group(1).equals("-") ? PythonWhitespace.skip(text, end) : end;
  }

  /** Adds the tokens up to and with the closing of a tag; the position behind it. */
  int lexTag(int from) {
    int end = lexUntil(TAG_CLOSE, Token.Kind.TAG_END, from);
    return switch (matcher.group(1)) {
      case "-" -> PythonWhitespace.skip(text, end);
      case "+" -> end;
      default -> source.startsWith("\n", end) ? end + 1 : end;
    };
  }

  private int lexUntil(Pattern close, Token.Kind kind, int from) {
    int position = PythonWhitespace.skip(text, from);
    int most = tokens.size() + MAX_TOKENS;
    while (position < text.length()) {
      if (tokens.size() > most) {
        throw TemplateException.unsupported(
            source.lineAt(open), "an expression of more than " + MAX_TOKENS + " tokens");
      }
      // Inside brackets a closing delimiter is none: {{ {'a': {}} }}.
      if (brackets.isEmpty() && matches(close, position)) {
        return add(kind, "", position);
      }
      position = PythonWhitespace.skip(text, lexOne(position));
    }
    throw TemplateException.syntax(source.lineAt(open), kind.title() + " is missing");
  }

  private int lexOne(int position) {
    if (matches(FLOAT, position)) {
      throw TemplateException.unsupported(source.lineAt(position), "a float literal");
    }
    if (matches(INTEGER, position)) {
      return add(Token.Kind.INTEGER, matcher.group().replace("_", ""), position);
    }
    if (matches(NAME, position)) {
      return lexName(position);
    }
    if (matches(STRING, position)) {
      int line = source.lineAt(position);
      String quoted = matcher.group();
      return add(Token.Kind.STRING, StringLiteral.decode(quoted, line), position);
    }
    if (matches(OPERATOR, position)) {
      balance(matcher.group(), position);
      return add(Token.Kind.OPERATOR, matcher.group(), position);
    }
    throw unknownCharacter(position);
  }

  private boolean matches(Pattern pattern, int position) {
    return matcher.usePattern(pattern).region(position, text.length()).lookingAt();
  }

  private int lexName(int position) {
    int end = matcher.end();
    if (end < text.length() && Character.isUnicodeIdentifierPart(text.codePointAt(end))) {
      throw unknownCharacter(end);
    }
    return add(Token.Kind.NAME, matcher.group(), position);
  }

  private TemplateException unknownCharacter(int position) {
    int line = source.lineAt(position);
    int codePoint = text.codePointAt(position);
    if (codePoint > 127) {
      return TemplateException.unsupported(line, "a name that is not ASCII");
    }
    return TemplateException.syntax(line, "unexpected character '" + (char) codePoint + "'");
  }

  private void balance(String operator, int position) {
    char bracket = operator.charAt(0);
    int closing = ")]}".indexOf(bracket);
    if ("([{".indexOf(bracket) >= 0) {
      brackets.push(bracket);
    } else if (closing >= 0 && (brackets.isEmpty() || brackets.pop() != "([{".charAt(closing))) {
      throw TemplateException.syntax(source.lineAt(position), "unexpected '" + bracket + "'");
    }
  }

  /** Adds a token; the position behind the last match. */
  private int add(Token.Kind kind, String value, int position) {
    tokens.add(new Token(kind, value, source.lineAt(position)));
    return matcher.end();
  }
}
