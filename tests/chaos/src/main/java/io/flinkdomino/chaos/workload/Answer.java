package io.flinkdomino.chaos.workload;

import java.util.List;

/**
 * What became of a prompt.
 *
 * @param prompt its number
 * @param tokens of its completion; none of a dead letter
 * @param completionTokens as its usage counts them
 * @param attempt as it says
 * @param reason of a dead letter; empty of a completion
 */
public record Answer(
    int prompt, List<Integer> tokens, int completionTokens, int attempt, String reason) {

  public Answer {
    tokens = List.copyOf(tokens);
  }

  /** Whether it is no completion. */
  public boolean isDeadLetter() {
    return !reason.isEmpty();
  }
}
