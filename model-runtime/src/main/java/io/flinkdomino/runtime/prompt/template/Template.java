package io.flinkdomino.runtime.prompt.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed template. Immutable; any thread. */
public final class Template {

  private final List<Statement> body;

  private Template(List<Statement> body) {
    this.body = body;
  }

  /**
   * Parses a template.
   *
   * @throws TemplateException if it breaks the grammar or uses a construct that is not supported
   */
  public static Template parse(String source) {
    return new Template(Parser.parse(source));
  }

  /**
   * The text for these variables.
   *
   * @param variables strings, booleans, numbers, null, and lists and string-keyed maps of them
   * @throws TemplateException if the template fails on them, as it would in Jinja
   * @throws IllegalArgumentException if a value is of any other type
   */
  public String render(Map<String, ? extends @Nullable Object> variables) {
    return rendering(variables).text();
  }

  /** As {@link #render}, with what {@code generation} blocks wrote. */
  public Rendering rendering(Map<String, ? extends @Nullable Object> variables) {
    Map<String, Object> values = new HashMap<>();
    variables.forEach((name, value) -> values.put(name, JavaValues.toTemplate(value, name)));
    StringBuilder out = new StringBuilder();
    List<Rendering.Span> generated = new ArrayList<>();
    Statement.renderAll(body, new Scope(values, generated), out);
    return new Rendering(out.toString(), generated);
  }
}
