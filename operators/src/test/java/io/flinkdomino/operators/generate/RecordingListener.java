package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.emit.GenerationOutcome;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what an engine thread reports. */
final class RecordingListener implements EngineBridge.Listener {

  final Queue<GenerationOutcome> outcomes = new ConcurrentLinkedQueue<>();
  final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  final AtomicInteger steps = new AtomicInteger();
  volatile EngineStatus status = EngineStatus.IDLE;
  volatile int mostWaiting;
  volatile boolean hadOpened;

  @Override
  public void stepped(List<GenerationOutcome> finished, EngineStatus now) {
    status = now;
    mostWaiting = Math.max(mostWaiting, now.waiting());
    outcomes.addAll(finished);
    steps.incrementAndGet();
  }

  @Override
  public void failed(Throwable cause, boolean opened) {
    hadOpened = opened;
    failures.add(cause);
  }
}
