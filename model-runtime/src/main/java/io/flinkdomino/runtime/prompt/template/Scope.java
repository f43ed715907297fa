package io.flinkdomino.runtime.prompt.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables visible at one place of a template, and what its rendering may still cost and what
 * the model wrote of it. One rendering's scopes share these; otherwise immutable.
 */
final class Scope {

  private final Map<String, Object> variables;
  private final @Nullable Scope outer;
  private final Work work;
  private final List<Rendering.Span> generated;

  private Scope(
      Map<String, Object> variables,
      @Nullable Scope outer,
      Work work,
      List<Rendering.Span> generated) {
    this.variables = variables;
    this.outer = outer;
    this.work = work;
    this.generated = generated;
  }

  /**
   * The outermost scope of one rendering.
   *
   * @param generated takes what {@code generation} blocks write
   */
  Scope(Map<String, Object> variables, List<Rendering.Span> generated) {
    this(variables, null, new Work(), generated);
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
    return new Scope(Map.of("loop", loop, name, loop.current()), this, work, generated);
  }

  /** Notes that characters from {@code start} to before {@code end} are the model's own. */
  void generated(int start, int end) {
    generated.add(new Rendering.Span(start, end));
  }

  /** As {@link Work#spend}. */
  void spend(long amount, int line) {
    work.spend(amount, line);
  }
}
