package io.flinkdomino.chaos.agent;

import net.bytebuddy.asm.Advice;

/** Woven into {@code DecodeEngine.step}. */
final class StepAdvice {

  private StepAdvice() {}

  @Advice.OnMethodEnter
  static void enter() {
    EngineHooks.beforeStep();
  }

  @Advice.OnMethodExit
  static void exit(@Advice.This Object engine) {
    EngineHooks.afterStep(engine);
  }
}
