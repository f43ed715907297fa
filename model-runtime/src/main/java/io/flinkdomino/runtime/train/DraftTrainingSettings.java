package io.flinkdomino.runtime.train;

import io.flinkdomino.runtime.train.objective.LossSchedule;

/**
 * What the objective of a drafter needs.
 *
 * @param schedule how the base's share falls
 * @param gamma after how many places in a block a label's weight falls to 1 / e
 * @param anchors most blocks a row
 * @param passRows rows that go through the models at once
 * @param mixed whether matrices are multiplied in bfloat16
 * @param seed of the anchors
 */
public record DraftTrainingSettings(
    LossSchedule schedule, double gamma, int anchors, int passRows, boolean mixed, long seed) {}
