package io.flinkdomino.chaos.agent;

import net.bytebuddy.asm.Advice;

/** Woven into {@code BatchScheduler.plan}: who takes part in the step that follows. */
final class PlanAdvice {

  private PlanAdvice() {}

  @Advice.OnMethodExit
  static void exit(@Advice.Return Object plan) {
    EngineHooks.planned(plan);
  }
}
