package io.flinkdomino.operators.generate;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets the source reader know whether the operator chained to it has room, so that a full operator
 * stops the reader and never blocks the task: checkpoints go on as fast as ever (decision 0003).
 *
 * <p>Mailbox thread only, except for the table of gates. Reader and operator find the same gate by
 * the attempt that both run in; an attempt ends with its gate, so nothing survives a failover.
 */
final class Gate {

  private static final Map<String, Gate> BY_ATTEMPT = new ConcurrentHashMap<>();

  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> empty = CompletableFuture.completedFuture(null);

  private Gate() {}

  /** Opens the gate of a task attempt; the reader does, which exists before the operator. */
  static Gate open(String attempt) {
    return BY_ATTEMPT.computeIfAbsent(attempt, a -> new Gate());
  }

  /** The gate of a task attempt, if its reader opened one. */
  static Optional<Gate> find(String attempt) {
    return Optional.ofNullable(BY_ATTEMPT.get(attempt));
  }

  /** Forgets the gate of an attempt that ends. */
  static void close(String attempt) {
    BY_ATTEMPT.remove(attempt);
  }

  /** Says how the operator stands now. */
  void update(boolean hasRoom, boolean isEmpty) {
    room = set(room, hasRoom);
    empty = set(empty, isEmpty);
  }

  /** Complete while the operator takes another record. */
  CompletableFuture<Void> room() {
    return room;
  }

  /** Complete while the operator holds no record. */
  CompletableFuture<Void> empty() {
    return empty;
  }

  private static CompletableFuture<Void> set(CompletableFuture<Void> future, boolean on) {
    if (on) {
      future.complete(null);
      return future;
    }
    return future.isDone() ? new CompletableFuture<>() : future;
  }
}
