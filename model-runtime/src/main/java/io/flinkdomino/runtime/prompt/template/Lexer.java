package io.flinkdomino.runtime.prompt.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens and applies its whitespace rules.
 *
 * <p>A tag takes the newline behind it and, alone at the start of a line, the blanks before it; an
 * output expression takes neither. {@code -} at a delimiter takes all whitespace on its side,
 * {@code +} keeps what the tag would have taken.
 */
final class Lexer {

  private final Source source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Token> tokenize(String template) {
    Lexer lexer = new Lexer(Source.of(template));
    lexer.run();
    return List.copyOf(lexer.tokens);
  }

  private void run() {
    for (int open = nextOpening(); open >= 0; open = nextOpening()) {
      lexFrom(open);
    }
    addText(text.substring(position));
    add(Token.Kind.END, text.length());
  }

  private int nextOpening() {
    int open = text.indexOf('{', position);
    while (open >= 0 && (open + 1 == text.length() || "{%#".indexOf(text.charAt(open + 1)) < 0)) {
      open = text.indexOf('{', open + 1);
    }
    return open;
  }

  private void lexFrom(int open) {
    char kind = text.charAt(open + 1);
    char sign = open + 2 < text.length() ? text.charAt(open + 2) : ' ';
    boolean signed = sign == '-' || sign == '+';
    addText(textBefore(open, kind, sign));
    position = open + (signed ? 3 : 2);
    switch (kind) {
      case '#' -> position = commentEnd(open);
      case '{' -> lexOutput(open);
      default -> lexTag(open);
    }
  }

  private String textBefore(int open, char kind, char sign) {
    String before = text.substring(position, open);
    if (sign == '-') {
      return PythonWhitespace.stripTrailing(before);
    }
    return sign == '+' || kind == '{' ? before : withoutIndent(before);
  }

  private String withoutIndent(String before) {
    int lineStart = before.lastIndexOf('\n') + 1;
    boolean startsLine = lineStart > 0 || position == 0 || text.charAt(position - 1) == '\n';
    boolean blank = PythonWhitespace.isBlank(before.substring(lineStart));
    return startsLine && blank ? before.substring(0, lineStart) : before;
  }

  private void lexOutput(int open) {
    add(Token.Kind.OUTPUT_BEGIN, open);
    position = new ExpressionLexer(source, tokens, open).lexOutput(position);
  }

  private void lexTag(int open) {
    if (startsRawBlock()) {
      throw TemplateException.unsupported(source.lineAt(open), "tag 'raw'");
    }
    add(Token.Kind.TAG_BEGIN, open);
    position = new ExpressionLexer(source, tokens, open).lexTag(position);
  }

  /** What follows {@code raw} is text, however much it looks like tags: it cannot be cut here. */
  private boolean startsRawBlock() {
    int name = PythonWhitespace.skip(text, position);
    int end = PythonWhitespace.skip(text, name + 3);
    return source.startsWith("raw", name)
        && (source.startsWith("%}", end) || source.startsWith("-%}", end));
  }

  private int commentEnd(int open) {
    int close = text.indexOf("#}", position);
    if (close < 0) {
      throw TemplateException.syntax(source.lineAt(open), "the comment is not closed by '#}'");
    }
    char sign = close > position ? text.charAt(close - 1) : ' ';
    int end = close + 2;
    if (sign == '-') {
      return PythonWhitespace.skip(text, end);
    }
    return sign != '+' && source.startsWith("\n", end) ? end + 1 : end;
  }

  private void addText(String kept) {
    if (!kept.isEmpty()) {
      tokens.add(new Token(Token.Kind.TEXT, kept, source.lineAt(position)));
    }
  }

  private void add(Token.Kind kind, int at) {
    tokens.add(new Token(kind, "", source.lineAt(at)));
  }
}
