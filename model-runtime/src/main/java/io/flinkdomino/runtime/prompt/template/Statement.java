package io.flinkdomino.runtime.prompt.template;

import java.util.List;

/** What writes text. */
sealed interface Statement {

  void render(Scope scope, StringBuilder out);

  static void renderAll(List<Statement> body, Scope scope, StringBuilder out) {
    for (Statement statement : body) {
      statement.render(scope, out);
    }
  }

  /** Text outside all delimiters. */
  record Text(String text, int line) implements Statement {
    @Override
    public void render(Scope scope, StringBuilder out) {
      scope.spend(1 + text.length(), line);
      out.append(text);
    }
  }

  /** {@code {{ value }}}. */
  record Output(Expression value) implements Statement {
    @Override
    public void render(Scope scope, StringBuilder out) {
      String text = Values.text(value.evaluate(scope), value.line());
      scope.spend(1 + text.length(), value.line());
      out.append(text);
    }
  }

  /** {@code if} with its {@code elif}s: the first branch that holds, else {@code otherwise}. */
  record Choice(List<Branch> branches, List<Statement> otherwise) implements Statement {

    record Branch(Expression test, List<Statement> body) {}

    @Override
    public void render(Scope scope, StringBuilder out) {
      for (Branch branch : branches) {
        scope.spend(1, branch.test().line());
        if (Values.isTrue(branch.test().evaluate(scope))) {
          renderAll(branch.body(), scope, out);
          return;
        }
      }
      renderAll(otherwise, scope, out);
    }
  }

  /** {@code generation}: text that the model writes, as Transformers' own extension marks it. */
  record Generation(List<Statement> body) implements Statement {
    @Override
    public void render(Scope scope, StringBuilder out) {
      int start = out.length();
      renderAll(body, scope, out);
      scope.generated(start, out.length());
    }
  }

  /** {@code for name in items}, {@code empty} where there are none. */
  record Loop(String name, Expression items, List<Statement> body, List<Statement> empty)
      implements Statement {

    /** Bytes that a round, or an element made for the loop, takes, over those of a character. */
    private static final int ROUND_COST = 16;

    @Override
    public void render(Scope scope, StringBuilder out) {
      Object value = items.evaluate(scope);
      int made = value instanceof String text ? text.length() : 0;
      scope.spend((long) ROUND_COST * made, items.line());
      List<?> all = Access.elements(value, items.line());
      for (int i = 0; i < all.size(); i++) {
        scope.spend(ROUND_COST, items.line());
        renderAll(body, scope.inLoop(name, new LoopState(all, i)), out);
      }
      if (all.isEmpty()) {
        renderAll(empty, scope, out);
      }
    }
  }
}
