package io.flinkdomino.runtime.prompt.template;

/**
 * A chat template that cannot be parsed, or a conversation that it cannot render.
 *
 * <p>The message names the construct and its line, never a value: values may be prompt text.
 */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whose limit was met. */
  public enum Kind {
    /** The template breaks Jinja's grammar. */
    SYNTAX,
    /** Valid Jinja that this interpreter does not know; found at parse time wherever possible. */
    UNSUPPORTED,
    /** The template fails on these variables, as it would in Jinja. */
    RENDER
  }

  private final Kind kind;
  private final int line;

  private TemplateException(Kind kind, int line, String message) {
    super("chat template line " + line + ": " + message);
    this.kind = kind;
    this.line = line;
  }

  static TemplateException syntax(int line, String message) {
    return new TemplateException(Kind.SYNTAX, line, message);
  }

  static TemplateException unsupported(int line, String construct) {
    return new TemplateException(Kind.UNSUPPORTED, line, construct + " is not supported");
  }

  static TemplateException render(int line, String message) {
    return new TemplateException(Kind.RENDER, line, message);
  }

  public Kind kind() {
    return kind;
  }

  /** The template's line, from 1. */
  public int line() {
    return line;
  }
}
