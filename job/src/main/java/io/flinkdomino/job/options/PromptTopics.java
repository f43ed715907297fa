package io.flinkdomino.job.options;

import java.util.List;
import java.util.regex.Pattern;

/** Which topics hold prompts. */
public sealed interface PromptTopics {

  /** These topics; at least one. */
  record Named(List<String> names) implements PromptTopics {
    public Named {
      names = List.copyOf(names);
    }
  }

  /** Every topic whose whole name matches, now and later. */
  record Matching(Pattern pattern) implements PromptTopics {}

  /** Whether a topic of this name holds prompts. */
  default boolean contains(String topic) {
    if (this instanceof Named named) {
      return named.names().contains(topic);
    }
    return ((Matching) this).pattern().matcher(topic).matches();
  }
}
