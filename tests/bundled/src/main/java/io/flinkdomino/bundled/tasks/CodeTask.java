package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small Java records, and classes with getters. */
final class CodeTask implements Task {

  private static final List<JavaKind> KINDS = List.of(JavaKind.values());
  private static final Pattern SPACE = Pattern.compile("\\s+");

  @Override
  public String name() {
    return "code";
  }

  @Override
  public TaskExample example(RandomGenerator random) {
    Dealer dealer = new Dealer(random);
    JavaKind kind = dealer.one(KINDS);
    String type = dealer.word(JavaFields.TYPES);
    List<String> fields = dealer.words(JavaFields.NAMES, dealer.number(2, kind.mostFields()));
    String question =
        Frame.of(kind.question()).fill(Map.of("type", type)) + String.join(", ", fields) + ".";
    return new TaskExample(name(), question, kind.write(type, fields));
  }

  @Override
  public boolean accepts(String question, String answer) {
    String code = SPACE.matcher(answer.strip()).replaceAll(" ");
    for (JavaKind kind : KINDS) {
      Matcher asked = pattern(kind).matcher(question);
      if (asked.matches()) {
        return kind.isType(code, asked.group(1), List.of(asked.group(2).split(", ", -1)));
      }
    }
    throw Tasks.notAsked(this);
  }

  private static Pattern pattern(JavaKind kind) {
    return Pattern.compile(kind.question().replace("{type}", "(\\p{L}+)") + "(.+)\\.");
  }
}
