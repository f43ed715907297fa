package io.flinkdomino.job.train;

import io.flinkdomino.runtime.train.data.RowProblem;
import java.util.ArrayList;
import java.util.List;

/** Lists lines of a file that are left out. */
public final class BadRows {

  private static final int SHOWN = 10;

  private BadRows() {}

  /** The first of them, one a line, and how many more there are. */
  public static String shown(List<RowProblem> problems) {
    List<String> lines =
        new ArrayList<>(
            problems.stream()
                .limit(SHOWN)
                .map(problem -> "line " + problem.line() + ": " + problem.reason())
                .toList());
    if (problems.size() > SHOWN) {
      lines.add("and " + (problems.size() - SHOWN) + " more");
    }
    return lines.isEmpty() ? "an empty file" : String.join(System.lineSeparator() + "  ", lines);
  }

  /** How many of a file there are and the first of them, behind a line end; empty if none. */
  public static String counted(String file, List<RowProblem> problems) {
    if (problems.isEmpty()) {
      return "";
    }
    String lines = problems.size() == 1 ? "line" : "lines";
    return "%n%,d bad %s of %s left out:%n  %s"
        .formatted(problems.size(), lines, file, shown(problems));
  }
}
