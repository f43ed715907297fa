package io.flinkdomino.job.options;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;

/** Reads the topic options: legal names, each with one purpose only. */
final class TopicOptions {

  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
  private static final String NAME_RULE = "1 to 249 letters, digits, dots, dashes or underscores";

  private TopicOptions() {}

  static Optional<PromptTopics> readPrompts(OptionReader reader) {
    if (!reader.isGiven(JobOptions.PROMPT_TOPIC_PATTERN)) {
      return reader.parsed(
          JobOptions.PROMPT_TOPICS,
          TopicOptions::parseNames,
          "topic names separated by commas, each " + NAME_RULE);
    }
    if (reader.isGiven(JobOptions.PROMPT_TOPICS)) {
      reader.problem("prompt-topics and prompt-topic-pattern must not both be given");
    }
    return reader.parsed(
        JobOptions.PROMPT_TOPIC_PATTERN,
        text -> new PromptTopics.Matching(Pattern.compile(text)),
        "a regular expression");
  }

  static Optional<OutputTopics> readOutputs(OptionReader reader, Optional<PromptTopics> prompts) {
    Optional<String> completions = name(reader, JobOptions.COMPLETION_TOPIC);
    Optional<String> metrics = name(reader, JobOptions.METRICS_TOPIC);
    Optional<String> deadLetters = name(reader, JobOptions.DEAD_LETTER_TOPIC);
    if (completions.isEmpty() || metrics.isEmpty() || deadLetters.isEmpty()) {
      return Optional.empty();
    }
    OutputTopics topics = new OutputTopics(completions.get(), metrics.get(), deadLetters.get());
    noteSharedTopics(reader, topics, prompts);
    return Optional.of(topics);
  }

  private static void noteSharedTopics(
      OptionReader reader, OutputTopics topics, Optional<PromptTopics> prompts) {
    Set<String> seen = new HashSet<>();
    for (String topic : topics.all()) {
      if (!seen.add(topic)) {
        reader.problem(
            "completion-topic, metrics-topic and dead-letter-topic must differ, got " + topic);
      }
    }
    for (String topic : seen) {
      if (prompts.isPresent() && prompts.get().contains(topic)) {
        reader.problem("topic " + topic + " must not hold both prompts and the job's own output");
      }
    }
  }

  private static Optional<String> name(OptionReader reader, ConfigOption<String> option) {
    return reader.required(option, text -> NAME.matcher(text).matches(), NAME_RULE);
  }

  private static PromptTopics parseNames(String text) {
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("topic name must be " + NAME_RULE + ", got " + name);
      }
    }
    return new PromptTopics.Named(names);
  }
}
