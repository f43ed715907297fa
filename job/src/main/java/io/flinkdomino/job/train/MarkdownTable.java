package io.flinkdomino.job.train;

import java.util.List;

/** A table of a Markdown text that grows by rows. */
final class MarkdownTable {

  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> heads) {
    row(heads);
    row(heads.stream().map(head -> "---").toList());
  }

  MarkdownTable(String... heads) {
    this(List.of(heads));
  }

  MarkdownTable row(List<String> cells) {
    cells.forEach(cell -> text.append("| ").append(cell.replace("|", "\\|")).append(' '));
    text.append("|\n");
    return this;
  }

  MarkdownTable row(String... cells) {
    return row(List.of(cells));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
