package io.flinkdomino.chaos.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * The agent of every JVM of Flink here. Its jar, ByteBuddy and the engine lie on one class path, so
 * that one class loader has all of them.
 */
public final class FaultAgent {

  private static final String ENGINE = "io.flinkdomino.runtime.engine.DecodeEngine";
  private static final String SCHEDULER = "io.flinkdomino.runtime.batch.BatchScheduler";

  private FaultAgent() {}

  /** The JVM calls it before the program. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    Lifeline.watch();
    new AgentBuilder.Default()
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .type(named(ENGINE))
        .transform(
            (builder, type, loader, module, domain) ->
                builder
                    .visit(Advice.to(StepAdvice.class).on(named("step")))
                    .visit(Advice.to(CloseAdvice.class).on(named("close"))))
        .type(named(SCHEDULER))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(PlanAdvice.class).on(named("plan"))))
        .installOn(instrumentation);
  }
}
