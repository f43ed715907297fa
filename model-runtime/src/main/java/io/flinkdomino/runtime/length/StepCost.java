package io.flinkdomino.runtime.length;

/**
 * What a step took.
 *
 * @param draftNanos until the drafts were there, and the drafter's reading of what the pass left
 * @param restNanos everything else
 * @param groups of rows whose attention was computed at once
 */
public record StepCost(long draftNanos, long restNanos, int groups) {}
