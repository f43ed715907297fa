package io.flinkdomino.bundled.tasks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Word problems with small numbers, each step of the answer written out. */
final class ArithmeticTask implements Task {

  @Override
  public String name() {
    return "arithmetic";
  }

  @Override
  public TaskExample example(RandomGenerator random) {
    Dealer dealer = new Dealer(random);
    WordProblem problem = dealer.one(WordProblem.ALL);
    Map<String, String> values = new HashMap<>(problem.draw(dealer));
    values.put("name", dealer.word(Words.NAMES));
    values.put("friend", dealer.word(Words.NAMES));
    values.put("thing", dealer.word(Words.THINGS));
    String answer = String.join("\n", WorkedAnswer.write(values, problem.script()));
    return new TaskExample(name(), problem.question().fill(values), answer);
  }

  @Override
  public boolean accepts(String question, String answer) {
    for (WordProblem problem : WordProblem.ALL) {
      Optional<Map<String, String>> values = problem.parse(question);
      if (values.isPresent()) {
        List<String> lines = answer.strip().lines().toList();
        return new WorkedAnswer(values.get(), lines).follows(problem.script());
      }
    }
    throw Tasks.notAsked(this);
  }
}
