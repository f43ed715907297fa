package io.flinkdomino.runtime.train.data;

/**
 * A line that cannot be learned from.
 *
 * @param line counted from 1
 * @param reason names the field, the rule and the value, never text of the conversation
 */
public record RowProblem(long line, String reason) {}
