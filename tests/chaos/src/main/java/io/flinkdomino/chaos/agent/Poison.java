package io.flinkdomino.chaos.agent;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.torch.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.concurrent.locks.LockSupport;

/** Breaks every step that a request takes part in whose id begins as one of these. */
public final class Poison {

  /** Its step throws. */
  public static final String THROW = "poison-throw";

  /** Its step sends SIGABRT to its own process. */
  public static final String ABORT = "poison-abort";

  private static final Field PROMPT = prompt();

  private Poison() {}

  private static Field prompt() {
    try {
      Field prompt = Sequence.class.getDeclaredField("prompt");
      prompt.setAccessible(true);
      return prompt;
    } catch (NoSuchFieldException e) {
      throw new LinkageError("Sequence must have a field prompt", e);
    }
  }

  static void act(BatchPlan plan) {
    for (Sequence sequence : plan.sequences()) {
      String id = id(sequence);
      if (id.startsWith(THROW)) {
        throw new EngineException("poison", new IllegalStateException("a failure on purpose"));
      }
      if (id.startsWith(ABORT)) {
        abort();
      }
    }
  }

  private static String id(Sequence sequence) {
    try {
      return ((EncodedPrompt) PROMPT.get(sequence)).request().id();
    } catch (IllegalAccessException e) {
      throw new LinkageError("the field prompt of Sequence must be open", e);
    }
  }

  /** Never returns: the signal ends the process. */
  private static void abort() {
    try {
      new ProcessBuilder("kill", "-ABRT", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (true) {
      LockSupport.park();
    }
  }
}
