package io.flinkdomino.runtime.batch;

/**
 * What one slot remembers goes to another, free one.
 *
 * @param source the slot that is left
 * @param destination the slot that is taken
 * @param tokens entries that hold something
 */
public record SlotMove(int source, int destination, int tokens) {}
