package io.flinkdomino.runtime.prompt.template;

import java.util.List;

/** What has a value. Values are those of {@link Values}. */
sealed interface Expression {

  /** The template's line, from 1. */
  int line();

  /**
   * The value in this scope.
   *
   * @throws TemplateException if Jinja would fail too, or if the operation is not supported
   */
  Object evaluate(Scope scope);

  record Literal(Object value, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return value;
    }
  }

  record Variable(String name, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return scope.lookUp(name);
    }
  }

  /** {@code owner.name}. */
  record Attribute(Expression owner, String name, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return Access.attribute(owner.evaluate(scope), name, line);
    }
  }

  /** {@code owner[key]}, and {@code owner.0}. */
  record Subscript(Expression owner, Expression key, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      Object container = owner.evaluate(scope);
      if (container instanceof String text) {
        scope.spend(text.length() / 8, line);
      }
      return Access.item(container, key.evaluate(scope), line);
    }
  }

  /** {@code left + right}. */
  record Add(Expression left, Expression right, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      Object first = left.evaluate(scope);
      Object second = right.evaluate(scope);
      scope.spend(Work.toCopy(first) + Work.toCopy(second), line);
      return Values.add(first, second, line);
    }
  }

  /** {@code a ~ b ~ c}: the texts of all parts in a row. */
  record Concatenation(List<Expression> parts, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      StringBuilder joined = new StringBuilder();
      for (Expression part : parts) {
        String text = Values.text(part.evaluate(scope), line);
        scope.spend(text.length(), line);
        joined.append(text);
      }
      return joined.toString();
    }
  }

  /**
   * A chain such as {@code a == b != c}: true if each neighbouring pair compares as it says.
   *
   * @param operands one more than comparisons
   * @param equalities true for {@code ==}, false for {@code !=}
   */
  record Comparison(List<Expression> operands, List<Boolean> equalities, int line)
      implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      Object left = operands.get(0).evaluate(scope);
      for (int i = 0; i < equalities.size(); i++) {
        Object right = operands.get(i + 1).evaluate(scope);
        scope.spend(Work.toVisit(left), line);
        if (Values.areEqual(left, right) != equalities.get(i)) {
          return false;
        }
        left = right;
      }
      return true;
    }
  }

  record Not(Expression operand, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return !Values.isTrue(operand.evaluate(scope));
    }
  }

  /** The left value if it is false, else the right one. */
  record And(Expression left, Expression right, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      Object value = left.evaluate(scope);
      return Values.isTrue(value) ? right.evaluate(scope) : value;
    }
  }

  /** The left value if it is true, else the right one. */
  record Or(Expression left, Expression right, int line) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      Object value = left.evaluate(scope);
      return Values.isTrue(value) ? value : right.evaluate(scope);
    }
  }
}
