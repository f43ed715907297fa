package io.flinkdomino.job.train;

import io.flinkdomino.runtime.train.run.TrainingHistory;
import io.flinkdomino.runtime.train.run.TrainingHistory.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a model card says of losses and acceptance lengths. */
final class CardResults {

  private static final List<String> MEASURES = List.of("loss", "accuracy", "acceptance_length");

  private final TrainingHistory history;

  CardResults(TrainingHistory history) {
    this.history = history;
  }

  /** A table for held-out rows and one for the last batch, where there are any. */
  String tables() {
    return table("held-out rows", history.lastEvaluation())
        + table("the last training batch", history.lastStep());
  }

  private static String table(String rows, Optional<Entry> entry) {
    return entry
        .map(last -> "Of %s, after step %,d:\n\n%s\n".formatted(rows, last.step(), table(last)))
        .orElse("");
  }

  private static MarkdownTable table(Entry entry) {
    Map<String, Double> values = entry.measures().values();
    boolean drafts = values.containsKey("base_loss");
    List<String> prefixes =
        Stream.of("base_", "final_", "")
            .filter(prefix -> drafts != prefix.isEmpty() && values.containsKey(prefix + "loss"))
            .toList();
    List<String> heads = new ArrayList<>(List.of("measure"));
    prefixes.forEach(
        prefix -> heads.add(prefix.isEmpty() ? "model" : prefix.replace("_", " logits")));
    MarkdownTable table = new MarkdownTable(heads);
    for (String measure : MEASURES) {
      List<String> cells = new ArrayList<>(List.of(measure.replace('_', ' ')));
      prefixes.stream()
          .filter(prefix -> values.containsKey(prefix + measure))
          .forEach(prefix -> cells.add(number(values.get(prefix + measure))));
      if (cells.size() > 1) {
        table.row(cells);
      }
    }
    return table;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
