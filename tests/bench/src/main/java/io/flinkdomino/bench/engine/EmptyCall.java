package io.flinkdomino.bench.engine;

import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.List;
import java.util.Map;

/** A program's method that does nothing: what its call takes is the way there and back. */
final class EmptyCall implements AutoCloseable {

  private static final int CALLS = 1000;

  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "empty-call");
  private final TorchProgram program = TorchProgram.load(scope, "nothing", Map.of(), List.of());

  /** Nanoseconds of one call without arguments, the mean of a thousand. */
  long nanos() {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      program.number("nothing");
    }
    return (System.nanoTime() - start) / CALLS;
  }

  @Override
  public void close() {
    scope.close();
  }
}
