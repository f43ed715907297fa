package io.flinkdomino.runtime.prompt.template;

import java.util.HashMap;
import java.util.Map;

/** The variables visible at one place of a template. Immutable. */
final class Scope {

  private final Map<String, Object> variables;

  Scope(Map<String, Object> variables) {
    this.variables = variables;
  }

  /** The variable's value, or an {@link Undefined} that carries its name. */
  Object lookUp(String name) {
    Object value = variables.get(name);
    return value == null ? Undefined.variable(name) : value;
  }

  /** This scope, with the loop's variable and {@code loop} in front. */
  Scope inLoop(String name, LoopState loop) {
    Map<String, Object> inner = new HashMap<>(variables);
    inner.put("loop", loop);
    inner.put(name, loop.current());
    return new Scope(inner);
  }
}
