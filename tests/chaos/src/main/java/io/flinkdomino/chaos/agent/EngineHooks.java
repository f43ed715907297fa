package io.flinkdomino.chaos.agent;

import io.flinkdomino.chaos.values.Field;
import io.flinkdomino.chaos.values.OwnValues;
import io.flinkdomino.chaos.values.Subject;
import io.flinkdomino.chaos.values.ValuesFile.Values;
import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.stats.DecodeStats;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the woven code calls, on the thread of the engine concerned. Public because it is called
 * from the engine's package.
 */
public final class EngineHooks {

  private static final Map<Object, Values> ENGINES = new ConcurrentHashMap<>();

  private EngineHooks() {}

  /** Fails the step if a failure was ordered. */
  public static void beforeStep() {
    OrderedFailure.failIfDue();
  }

  /** Writes down what the engine says it did. */
  public static void afterStep(Object engine) {
    DecodeEngine stepped = (DecodeEngine) engine;
    Values values = ENGINES.computeIfAbsent(engine, key -> OwnValues.file().begin(Subject.ENGINE));
    DecodeStats stats = stepped.stats();
    values.set(Field.STEPS, stats.steps());
    values.set(Field.TENSORS, stepped.heldTensors());
    values.set(Field.DECODED_TOKENS, stats.decodedTokens());
  }

  /** The engine's counts are final. */
  public static void closing(Object engine) {
    Values values = ENGINES.remove(engine);
    if (values != null) {
      values.set(Field.CLOSED, 1);
    }
  }

  /** Fails the step, or the JVM, if a poisonous request takes part in it. */
  public static void planned(Object plan) {
    Poison.act((BatchPlan) plan);
  }
}
