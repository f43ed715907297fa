package io.flinkdomino.operators.attempts;

import java.util.Collection;
import java.util.Map;

/** Remembers nothing and touches no file: attempts count within a process and its checkpoints. */
final class NoJournal implements AttemptJournal {

  @Override
  public int fruitless(SourcePosition position, int inCheckpoint) {
    return inCheckpoint;
  }

  @Override
  public void started(Map<SourcePosition, Integer> fruitless) {}

  @Override
  public void ended(SourcePosition position, int fruitless) {}

  @Override
  public void snapshot(long checkpointId, Collection<SourcePosition> withoutProgress) {}

  @Override
  public void completed(long checkpointId) {}

  @Override
  public void abandon() {}

  @Override
  public void close() {}
}
