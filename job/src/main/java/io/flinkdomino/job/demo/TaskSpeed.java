package io.flinkdomino.job.demo;

import java.util.List;
import java.util.Map;

/**
 * What drafting did for the completions of one task.
 *
 * @param task as the prompts' metadata names it
 * @param completions how many
 * @param acceptanceLength tokens one verification adds: accepted drafts and the target's own
 * @param sequenceTokensPerSecond that one sequence saw from its first token on, drafting
 * @param targetOnlySequenceTokensPerSecond the same without drafting
 * @param speedupOverTargetOnly the ratio of the two
 */
record TaskSpeed(
    String task,
    long completions,
    double acceptanceLength,
    double sequenceTokensPerSecond,
    double targetOnlySequenceTokensPerSecond,
    double speedupOverTargetOnly) {

  /** One for each task that has completions both ways, by name. */
  static List<TaskSpeed> of(
      Map<String, TaskDecoding> drafting, Map<String, TaskDecoding> targetOnly) {
    return drafting.keySet().stream()
        .filter(targetOnly::containsKey)
        .sorted()
        .map(task -> of(task, drafting.get(task), targetOnly.get(task)))
        .toList();
  }

  private static TaskSpeed of(String task, TaskDecoding drafting, TaskDecoding targetOnly) {
    return new TaskSpeed(
        task,
        drafting.counts().requests(),
        drafting.counts().acceptance().acceptanceLength(),
        drafting.tokensPerSecond(),
        targetOnly.tokensPerSecond(),
        drafting.tokensPerSecond() / targetOnly.tokensPerSecond());
  }
}
