package io.flinkdomino.runtime.prompt.template;

import java.util.List;

/** The parser's place in a template's tokens. */
final class TokenStream {

  private final List<Token> tokens;
  private int position;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(position);
  }

  boolean at(Token.Kind kind) {
    return current().is(kind);
  }

  boolean at(Token.Kind kind, String text) {
    return current().is(kind, text);
  }

  /** The current token; moves behind it. The last token, {@code END}, is never left. */
  Token next() {
    Token token = current();
    if (!token.is(Token.Kind.END)) {
      position++;
    }
    return token;
  }

  /** Whether the current token was this one; if so, moves behind it. */
  boolean accept(Token.Kind kind, String text) {
    boolean found = at(kind, text);
    if (found) {
      next();
    }
    return found;
  }

  Token expect(Token.Kind kind) {
    if (!at(kind)) {
      throw unexpected(kind.title());
    }
    return next();
  }

  void expect(Token.Kind kind, String text) {
    if (!accept(kind, text)) {
      throw unexpected("'" + text + "'");
    }
  }

  TemplateException unexpected(String wanted) {
    Token found = current();
    return TemplateException.syntax(
        found.line(), "expected " + wanted + ", found " + found.title());
  }
}
