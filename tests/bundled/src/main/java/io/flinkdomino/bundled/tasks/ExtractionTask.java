package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One to three sentences to JSON: an object, or a list of them with one on each line. */
final class ExtractionTask implements Task {

  private static final String ASK = "Extract JSON: ";
  private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=\\.) ");

  /** One sentence is as frequent as two and three together. */
  private static final List<Integer> SENTENCES = List.of(1, 1, 2, 3);

  @Override
  public String name() {
    return "extraction";
  }

  @Override
  public TaskExample example(RandomGenerator random) {
    Dealer dealer = new Dealer(random);
    Fact fact = dealer.one(Fact.ALL);
    List<Map<String, String>> objects =
        Stream.generate(() -> fact.draw(dealer)).limit(dealer.one(SENTENCES)).toList();
    String question = objects.stream().map(fact::write).collect(Collectors.joining(" ", ASK, ""));
    return new TaskExample(name(), question, write(objects));
  }

  private static String write(List<Map<String, String>> objects) {
    if (objects.size() == 1) {
      return Json.write(objects.get(0));
    }
    return objects.stream().map(Json::write).collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
  }

  @Override
  public boolean accepts(String question, String answer) {
    List<Map<String, String>> objects = parse(question);
    return objects.size() == 1
        ? Json.isObject(answer, objects.get(0))
        : Json.isListOfObjects(answer, objects);
  }

  private List<Map<String, String>> parse(String question) {
    if (!question.startsWith(ASK)) {
      throw Tasks.notAsked(this);
    }
    return BETWEEN_SENTENCES
        .splitAsStream(question.substring(ASK.length()))
        .map(sentence -> Fact.parse(sentence).orElseThrow(() -> Tasks.notAsked(this)))
        .toList();
  }
}
