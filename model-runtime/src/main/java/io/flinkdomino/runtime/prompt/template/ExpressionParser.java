package io.flinkdomino.runtime.prompt.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds the tree of one expression; from loosest to tightest: or, and, not, ==, +, ~, access. */
final class ExpressionParser {

  private static final int MAX_DIGITS = 1_000;

  private static final Set<String> GLOBALS =
      Set.of(
          "range",
          "dict",
          "lipsum",
          "cycler",
          "joiner",
          "namespace",
          "raise_exception",
          "strftime_now",
          "self",
          "super");
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "not", "in", "is", "if", "else", "elif", "for", "recursive");

  private final TokenStream tokens;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** One whole expression; the current token is then one that cannot continue it. */
  Expression parse() {
    Expression expression = parseOr();
    refuseContinuation();
    return expression;
  }

  private Expression parseOr() {
    Expression left = parseAnd();
    for (int line = line(); tokens.accept(Token.Kind.NAME, "or"); line = line()) {
      left = new Expression.Or(left, parseAnd(), line);
    }
    return left;
  }

  private Expression parseAnd() {
    Expression left = parseNot();
    for (int line = line(); tokens.accept(Token.Kind.NAME, "and"); line = line()) {
      left = new Expression.And(left, parseNot(), line);
    }
    return left;
  }

  private Expression parseNot() {
    int line = line();
    return tokens.accept(Token.Kind.NAME, "not")
        ? new Expression.Not(parseNot(), line)
        : parseComparison();
  }

  private Expression parseComparison() {
    int line = line();
    List<Expression> operands = new ArrayList<>(List.of(parseSum()));
    List<Boolean> equalities = new ArrayList<>();
    while (atOperator("==") || atOperator("!=")) {
      equalities.add(tokens.next().text().equals("=="));
      operands.add(parseSum());
    }
    return equalities.isEmpty()
        ? operands.get(0)
        : new Expression.Comparison(List.copyOf(operands), List.copyOf(equalities), line);
  }

  private Expression parseSum() {
    Expression left = parseConcatenation();
    for (int line = line(); tokens.accept(Token.Kind.OPERATOR, "+"); line = line()) {
      left = new Expression.Add(left, parseConcatenation(), line);
    }
    return left;
  }

  private Expression parseConcatenation() {
    int line = line();
    List<Expression> parts = new ArrayList<>(List.of(parseAccess()));
    while (tokens.accept(Token.Kind.OPERATOR, "~")) {
      parts.add(parseAccess());
    }
    return parts.size() == 1
        ? parts.get(0)
        : new Expression.Concatenation(List.copyOf(parts), line);
  }

  private Expression parseAccess() {
    Expression owner = parsePrimary();
    while (atOperator(".") || atOperator("[")) {
      Token token = tokens.next();
      owner = token.text().equals(".") ? parseDotted(owner) : parseBracketed(owner, token.line());
    }
    return owner;
  }

  private Expression parseDotted(Expression owner) {
    if (tokens.at(Token.Kind.INTEGER)) {
      int line = line();
      return new Expression.Subscript(owner, parsePrimary(), line);
    }
    Token name = tokens.expect(Token.Kind.NAME);
    if (name.text().startsWith("__")) {
      throw TemplateException.unsupported(name.line(), "attribute '" + name.text() + "'");
    }
    return new Expression.Attribute(owner, name.text(), name.line());
  }

  private Expression parseBracketed(Expression owner, int line) {
    if (atOperator(":")) {
      throw TemplateException.unsupported(line, "a slice");
    }
    Expression key = parse();
    tokens.expect(Token.Kind.OPERATOR, "]");
    return new Expression.Subscript(owner, key, line);
  }

  private Expression parsePrimary() {
    return switch (tokens.current().kind()) {
      case NAME -> parseName();
      case STRING -> parseStrings();
      case INTEGER -> parseInteger();
      case OPERATOR -> parseParenthesized();
      default -> throw tokens.unexpected("an expression");
    };
  }

  private Expression parseName() {
    Token token = tokens.next();
    String name = token.text();
    return switch (name) {
      case "true", "True" -> new Expression.Literal(true, token.line());
      case "false", "False" -> new Expression.Literal(false, token.line());
      case "none", "None" -> new Expression.Literal(None.NONE, token.line());
      default -> {
        if (GLOBALS.contains(name) || KEYWORDS.contains(name)) {
          throw TemplateException.unsupported(token.line(), "'" + name + "'");
        }
        yield new Expression.Variable(name, token.line());
      }
    };
  }

  /** String literals in a row are one. */
  private Expression parseStrings() {
    int line = line();
    StringBuilder joined = new StringBuilder();
    while (tokens.at(Token.Kind.STRING)) {
      joined.append(tokens.next().text());
    }
    return new Expression.Literal(joined.toString(), line);
  }

  private Expression parseInteger() {
    Token token = tokens.next();
    String digits = token.text();
    if (digits.length() > MAX_DIGITS) {
      throw TemplateException.unsupported(
          token.line(), "an integer of more than " + MAX_DIGITS + " digits");
    }
    int radix = digits.length() < 2 ? 10 : radix(Character.toLowerCase(digits.charAt(1)));
    BigInteger value = new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
    return new Expression.Literal(value, token.line());
  }

  private static int radix(char prefix) {
    return switch (prefix) {
      case 'x' -> 16;
      case 'o' -> 8;
      case 'b' -> 2;
      default -> 10;
    };
  }

  private Expression parseParenthesized() {
    Token open = tokens.next();
    switch (open.text()) {
      case "(" -> {
        Expression inner = parse();
        tokens.expect(Token.Kind.OPERATOR, ")");
        return inner;
      }
      case "[" -> throw TemplateException.unsupported(open.line(), "a list literal");
      case "{" -> throw TemplateException.unsupported(open.line(), "a dict literal");
      case "-", "+" ->
          throw TemplateException.unsupported(open.line(), "a sign '" + open.text() + "'");
      default ->
          throw TemplateException.syntax(
              open.line(), "expected an expression, found " + open.title());
    }
  }

  /** Names what would continue the expression in Jinja but is not known here. */
  private void refuseContinuation() {
    Token token = tokens.current();
    if (token.is(Token.Kind.OPERATOR)) {
      refuseOperator(token);
    } else if (token.is(Token.Kind.NAME)) {
      refuseKeyword(token);
    }
  }

  private void refuseOperator(Token token) {
    switch (token.text()) {
      case ")", "]", "}", "=" -> {}
      case "|" -> throw refusedByName("filter");
      case "(" -> throw TemplateException.unsupported(token.line(), "a call");
      case "," -> throw TemplateException.unsupported(token.line(), "a tuple");
      case ":" -> throw TemplateException.unsupported(token.line(), "a slice");
      default ->
          throw TemplateException.unsupported(token.line(), "operator '" + token.text() + "'");
    }
  }

  private void refuseKeyword(Token token) {
    switch (token.text()) {
      case "is" -> throw refusedByName("test");
      case "in", "not" -> throw TemplateException.unsupported(token.line(), "operator 'in'");
      case "if", "recursive" ->
          throw TemplateException.unsupported(
              token.line(), "'" + token.text() + "' behind an expression");
      default -> {}
    }
  }

  private TemplateException refusedByName(String what) {
    int line = tokens.next().line();
    tokens.accept(Token.Kind.NAME, "not");
    Token name = tokens.expect(Token.Kind.NAME);
    return TemplateException.unsupported(line, what + " '" + name.text() + "'");
  }

  private boolean atOperator(String text) {
    return tokens.at(Token.Kind.OPERATOR, text);
  }

  private int line() {
    return tokens.current().line();
  }
}
