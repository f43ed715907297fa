package io.flinkdomino.runtime.emit;

import java.util.List;

/**
 * One decode step of one sequence, for people who debug acceptance.
 *
 * @param anchor the last committed token before the step
 * @param draft the tokens sent to verification
 * @param accepted how many of them were kept, before stop and length cuts
 * @param next the target's own token after them
 */
public record DecodeCycle(int anchor, List<Integer> draft, int accepted, int next) {
  public DecodeCycle {
    draft = List.copyOf(draft);
  }
}
