package io.flinkdomino.runtime.prompt.template;

import java.util.List;

/** What writes text. */
sealed interface Statement {

  void render(Scope scope, StringBuilder out);

  static void renderAll(List<Statement> body, Scope scope, StringBuilder out) {
    body.forEach(statement -> statement.render(scope, out));
  }

  /** Text outside all delimiters. */
  record Text(String text) implements Statement {
    @Override
    public void render(Scope scope, StringBuilder out) {
      out.append(text);
    }
  }

  /** {@code {{ value }}}. */
  record Output(Expression value) implements Statement {
    @Override
    public void render(Scope scope, StringBuilder out) {
      out.append(Values.text(value.evaluate(scope), value.line()));
    }
  }

  /** {@code if} with its {@code elif}s: the first branch that holds, else {@code otherwise}. */
  record Choice(List<Branch> branches, List<Statement> otherwise) implements Statement {

    record Branch(Expression test, List<Statement> body) {}

    @Override
    public void render(Scope scope, StringBuilder out) {
      for (Branch branch : branches) {
        if (Values.isTrue(branch.test().evaluate(scope))) {
          renderAll(branch.body(), scope, out);
          return;
        }
      }
      renderAll(otherwise, scope, out);
    }
  }

  /** {@code for name in items}, {@code empty} where there are none. */
  record Loop(String name, Expression items, List<Statement> body, List<Statement> empty)
      implements Statement {
    @Override
    public void render(Scope scope, StringBuilder out) {
      List<?> all = Access.elements(items.evaluate(scope), items.line());
      for (int i = 0; i < all.size(); i++) {
        renderAll(body, scope.inLoop(name, new LoopState(all, i)), out);
      }
      if (all.isEmpty()) {
        renderAll(empty, scope, out);
      }
    }
  }
}
