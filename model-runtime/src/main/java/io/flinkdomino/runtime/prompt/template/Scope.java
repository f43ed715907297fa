package io.flinkdomino.runtime.prompt.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables visible at one place of a template, and what its rendering may still cost. One
 * rendering's scopes share that; otherwise immutable.
 */
final class Scope {

  private final Map<String, Object> variables;
  private final @Nullable Scope outer;
  private final Work work;

  private Scope(Map<String, Object> variables, @Nullable Scope outer, Work work) {
    this.variables = variables;
    this.outer = outer;
    this.work = work;
  }

  /** The outermost scope of one rendering. */
  Scope(Map<String, Object> variables) {
    this(variables, null, new Work());
  }

  /** The variable's value, or an {@link Undefined} that carries its name. */
  Object lookUp(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Object value = scope.variables.get(name);
      if (value != null) {
        return value;
      }
    }
    return Undefined.variable(name);
  }

  /** This scope, with the loop's variable and {@code loop} in front. */
  Scope inLoop(String name, LoopState loop) {
    return new Scope(Map.of("loop", loop, name, loop.current()), this, work);
  }

  /** As {@link Work#spend}. */
  void spend(long amount, int line) {
    work.spend(amount, line);
  }
}
