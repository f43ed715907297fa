package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** CSV to JSON lines, and rows to a Markdown table. */
final class TablesTask implements Task {

  private static final List<TableFormat> FORMATS = List.of(TableFormat.values());

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public TaskExample example(RandomGenerator random) {
    Dealer dealer = new Dealer(random);
    TableFormat format = dealer.one(FORMATS);
    Table table = Table.draw(dealer);
    return new TaskExample(name(), format.ask(table), format.answer(table));
  }

  @Override
  public boolean accepts(String question, String answer) {
    for (TableFormat format : FORMATS) {
      Optional<Table> table = format.parse(question);
      if (table.isPresent()) {
        return format.holds(table.get(), answer.strip().lines().toList());
      }
    }
    throw Tasks.notAsked(this);
  }
}
