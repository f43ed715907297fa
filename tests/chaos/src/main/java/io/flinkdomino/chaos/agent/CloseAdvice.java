package io.flinkdomino.chaos.agent;

import net.bytebuddy.asm.Advice;

/** Woven into {@code DecodeEngine.close}. */
final class CloseAdvice {

  private CloseAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object engine) {
    EngineHooks.closing(engine);
  }
}
