package io.flinkdomino.bundled.tasks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Short stories of given people, things and places. */
final class StoriesTask implements Task {

  @Override
  public String name() {
    return "stories";
  }

  @Override
  public TaskExample example(RandomGenerator random) {
    Dealer dealer = new Dealer(random);
    Story story = dealer.one(Story.ALL);
    Map<String, String> values = new HashMap<>();
    values.put("mood", story.mood());
    values.put("name", dealer.word(Words.NAMES));
    values.put("friend", dealer.word(Words.NAMES));
    values.put("color", dealer.word(Words.COLORS));
    values.put("thing", dealer.word(Words.THINGS));
    values.put("place", dealer.word(Words.PLACES));
    values.put("city", dealer.word(Words.CITIES));
    return new TaskExample(name(), story.ask(values), String.join("\n", story.tell(values)));
  }

  @Override
  public boolean accepts(String question, String answer) {
    Map<String, String> values = Story.parse(question).orElseThrow(() -> Tasks.notAsked(this));
    List<String> lines = answer.strip().lines().toList();
    return Story.ALL.stream()
        .filter(story -> story.mood().equals(values.get("mood")))
        .anyMatch(story -> story.isTold(values, lines));
  }
}
