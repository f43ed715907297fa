package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.model.LoadedModels;
import java.io.Serializable;

/** Opens a task's engine, on the thread that will run it. */
@FunctionalInterface
interface EngineFactory extends Serializable {

  /** The engine as users have it. */
  EngineFactory REAL = (models, settings) -> new DecodeEngine(models, settings, System::nanoTime);

  DecodeEngine open(LoadedModels models, EngineSettings settings);
}
