package io.flinkdomino.bundled.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with named gaps, as in {@code {name} has {count} {thing}.}: fills them, and finds
 * again what they were filled with. A gap holds one word or one number, and gaps of one name the
 * same one.
 */
final class Frame {

  private static final Pattern GAP = Pattern.compile("\\{(\\p{L}+)}");

  private final String text;
  private final List<String> gaps = new ArrayList<>();
  private final Pattern pattern;

  private Frame(String text) {
    this.text = text;
    this.pattern = Pattern.compile(expression());
  }

  static Frame of(String text) {
    return new Frame(text);
  }

  private String expression() {
    StringBuilder expression = new StringBuilder();
    Matcher gap = GAP.matcher(text);
    int end = 0;
    while (gap.find()) {
      expression.append(Pattern.quote(text.substring(end, gap.start())));
      expression.append(group(gap.group(1)));
      end = gap.end();
    }
    return expression.append(Pattern.quote(text.substring(end))).toString();
  }

  private String group(String gap) {
    if (gaps.contains(gap)) {
      return "\\k<" + gap + ">";
    }
    gaps.add(gap);
    return "(?<" + gap + ">\\p{L}+|[0-9]{1,6})";
  }

  /** Names of the gaps, each once, in the order of the text. */
  List<String> gaps() {
    return List.copyOf(gaps);
  }

  /**
   * The sentence.
   *
   * @param values at least one for each gap
   */
  String fill(Map<String, String> values) {
    return GAP.matcher(text)
        .replaceAll(gap -> Matcher.quoteReplacement(value(values, gap.group(1))));
  }

  private static String value(Map<String, String> values, String gap) {
    String value = values.get(gap);
    if (value == null) {
      throw new IllegalArgumentException("gap {" + gap + "} must be filled");
    }
    return value;
  }

  /** What the gaps hold, in the order of the text; empty if this is not such a sentence. */
  Optional<Map<String, String>> match(String sentence) {
    Matcher matcher = pattern.matcher(sentence);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    gaps.forEach(gap -> values.put(gap, matcher.group(gap)));
    return Optional.of(values);
  }

  /** Whether this is such a sentence and its gaps hold these values. */
  boolean says(String sentence, Map<String, String> values) {
    return match(sentence)
        .map(found -> values.entrySet().containsAll(found.entrySet()))
        .orElse(false);
  }
}
