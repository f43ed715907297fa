package io.flinkdomino.runtime.prompt.template;

import java.util.List;

/**
 * A rendered text.
 *
 * @param text all of it
 * @param generated what {@code generation} blocks wrote, in the order in which they ended
 */
public record Rendering(String text, List<Span> generated) {

  public Rendering {
    generated = List.copyOf(generated);
  }

  /**
   * Characters of the text (UTF-16).
   *
   * @param start of the first
   * @param end behind the last
   */
  public record Span(int start, int end) {}
}
