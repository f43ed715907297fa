package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.emit.GenerationResult;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what an engine thread reports. */
final class RecordingListener implements EngineBridge.Listener {

  final Queue<GenerationResult> results = new ConcurrentLinkedQueue<>();
  final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  final AtomicInteger steps = new AtomicInteger();
  volatile EngineStatus status = EngineStatus.IDLE;

  @Override
  public void stepped(List<GenerationResult> finished, EngineStatus now) {
    status = now;
    results.addAll(finished);
    steps.incrementAndGet();
  }

  @Override
  public void failed(Throwable cause) {
    failures.add(cause);
  }
}
