package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.batch.GenerationProgress;
import java.util.List;

/** A request that an engine has; shows how far it is, between two steps. Any thread. */
public interface RunningRequest {

  /** What each of its completions has so far, by index. */
  List<GenerationProgress> progress();

  /** Whether one of its completions has had a slot here. */
  boolean begun();

  /** How many tokens its completions have so far, together. */
  long tokens();
}
