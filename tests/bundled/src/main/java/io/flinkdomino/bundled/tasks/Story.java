package io.flinkdomino.bundled.tasks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of story: what asks for it, and its sentences, which tell of the question's people, things
 * and places and of no others.
 */
final class Story {

  private static final Frame QUESTION =
      Frame.of(
          "Tell a {mood} story about {name}, {friend}, {color} {thing} and the {place} in {city}.");

  /** Every kind. */
  static final List<Story> ALL =
      List.of(
          new Story(
              "happy",
              "{name} lived in {city} and loved {color} {thing}.",
              "One morning {name} went to the {place} and found some {thing}.",
              "{friend} came to help and said: these {thing} are {color}.",
              "{name} said: they are the best {thing} in {city}.",
              "In the end {name} and {friend} shared the {thing} and went home happy."),
          new Story(
              "sad",
              "{name} had {color} {thing} at home in {city}.",
              "One evening {name} went to the {place} and lost the {thing}.",
              "{friend} looked for them all night, but the {color} {thing} were gone.",
              "In the end {name} and {friend} left the {place} and were sad."),
          new Story(
              "funny",
              "{name} and {friend} met at the {place} in {city}.",
              "{name} had {color} {thing} in a big bag.",
              "The bag opened and the {thing} fell on {friend}.",
              "{friend} said: now I am {color} too.",
              "In the end {name} and {friend} laughed at the {thing} all day."));

  private final String mood;
  private final List<Frame> sentences;

  private Story(String mood, String... sentences) {
    this.mood = mood;
    this.sentences = Stream.of(sentences).map(Frame::of).toList();
  }

  /** What a question wants told, its mood included; empty if it does not ask for a story. */
  static Optional<Map<String, String>> parse(String question) {
    return QUESTION.match(question);
  }

  String mood() {
    return mood;
  }

  /** The question that asks for this story. */
  String ask(Map<String, String> values) {
    return QUESTION.fill(values);
  }

  List<String> tell(Map<String, String> values) {
    return sentences.stream().map(sentence -> sentence.fill(values)).toList();
  }

  /** Whether these are the story's sentences, one a line, and tell of what was asked. */
  boolean isTold(Map<String, String> values, List<String> lines) {
    boolean told = lines.size() == sentences.size();
    for (int i = 0; told && i < lines.size(); i++) {
      told = sentences.get(i).says(lines.get(i), values);
    }
    return told;
  }
}
