package io.flinkdomino.runtime.prompt.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds the tree of a template's statements. */
final class Parser {

  private static final Set<String> NOT_ASSIGNABLE =
      Set.of("true", "True", "false", "False", "none", "None", "loop");

  /** Blocks are parsed and rendered recursively. */
  private static final int MAX_LEVELS = 64;

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private int level;

  private Parser(TokenStream tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  static List<Statement> parse(String template) {
    Parser parser = new Parser(new TokenStream(Lexer.tokenize(template)));
    return parser.parseBody(Set.of(), "", 0);
  }

  /** Statements up to a tag named in {@code ends}, whose name is then the current token. */
  private List<Statement> parseBody(Set<String> ends, String block, int line) {
    List<Statement> body = new ArrayList<>();
    while (!tokens.at(Token.Kind.END)) {
      Token token = tokens.next();
      switch (token.kind()) {
        case TEXT -> body.add(new Statement.Text(token.text(), token.line()));
        case OUTPUT_BEGIN -> body.add(parseOutput());
        default -> {
          if (tokens.at(Token.Kind.NAME) && ends.contains(tokens.current().text())) {
            return List.copyOf(body);
          }
          body.add(parseTag());
        }
      }
    }
    if (!ends.isEmpty()) {
      throw TemplateException.syntax(line, "the block '" + block + "' is not closed");
    }
    return List.copyOf(body);
  }

  private Statement parseOutput() {
    Expression value = expressions.parse();
    tokens.expect(Token.Kind.OUTPUT_END);
    return new Statement.Output(value);
  }

  private Statement parseTag() {
    Token name = tokens.expect(Token.Kind.NAME);
    return switch (name.text()) {
      case "if", "for", "generation" -> parseBlock(name);
      case "elif", "else", "endif", "endfor", "endgeneration" ->
          throw TemplateException.syntax(name.line(), "'" + name.text() + "' closes no block");
      default -> throw TemplateException.unsupported(name.line(), "tag '" + name.text() + "'");
    };
  }

  private Statement parseBlock(Token name) {
    if (++level > MAX_LEVELS) {
      throw TemplateException.unsupported(
          name.line(), "nesting of more than " + MAX_LEVELS + " blocks");
    }
    Statement block =
        switch (name.text()) {
          case "if" -> parseIf(name.line());
          case "for" -> parseFor(name.line());
          default -> parseGeneration(name.line());
        };
    level--;
    return block;
  }

  private Statement parseIf(int line) {
    List<Statement.Choice.Branch> branches = new ArrayList<>();
    do {
      Expression test = expressions.parse();
      tokens.expect(Token.Kind.TAG_END);
      List<Statement> body = parseBody(Set.of("elif", "else", "endif"), "if", line);
      branches.add(new Statement.Choice.Branch(test, body));
    } while (tokens.accept(Token.Kind.NAME, "elif"));
    return new Statement.Choice(List.copyOf(branches), parseElse("endif", "if", line));
  }

  private Statement parseGeneration(int line) {
    tokens.expect(Token.Kind.TAG_END);
    List<Statement> body = parseBody(Set.of("endgeneration"), "generation", line);
    tokens.expect(Token.Kind.NAME, "endgeneration");
    tokens.expect(Token.Kind.TAG_END);
    return new Statement.Generation(body);
  }

  private Statement parseFor(int line) {
    String name = parseTarget();
    tokens.expect(Token.Kind.NAME, "in");
    Expression items = expressions.parse();
    tokens.expect(Token.Kind.TAG_END);
    List<Statement> body = parseBody(Set.of("else", "endfor"), "for", line);
    return new Statement.Loop(name, items, body, parseElse("endfor", "for", line));
  }

  private String parseTarget() {
    if (tokens.at(Token.Kind.OPERATOR, "(")) {
      throw unsupportedUnpacking();
    }
    Token name = tokens.expect(Token.Kind.NAME);
    if (NOT_ASSIGNABLE.contains(name.text())) {
      throw TemplateException.syntax(name.line(), "'" + name.text() + "' cannot be assigned to");
    }
    if (tokens.at(Token.Kind.OPERATOR, ",")) {
      throw unsupportedUnpacking();
    }
    return name.text();
  }

  private TemplateException unsupportedUnpacking() {
    return TemplateException.unsupported(tokens.current().line(), "a 'for' over several variables");
  }

  /** What stands between {@code else} and the closing tag, nothing without {@code else}. */
  private List<Statement> parseElse(String end, String block, int line) {
    List<Statement> body = List.of();
    if (tokens.accept(Token.Kind.NAME, "else")) {
      tokens.expect(Token.Kind.TAG_END);
      body = parseBody(Set.of(end), block, line);
    }
    tokens.expect(Token.Kind.NAME, end);
    tokens.expect(Token.Kind.TAG_END);
    return body;
  }
}
