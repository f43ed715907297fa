package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.metrics.AcceptanceWindow;
import io.flinkdomino.operators.metrics.GenerateMetrics;
import io.flinkdomino.operators.metrics.MetricsSource;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.PromptParser;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineLimits;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * Prompts in, completions out: a decode engine behind Flink's checkpoints and back-pressure.
 *
 * <p>The task's mailbox thread parses, keeps what is in flight and emits; one engine thread
 * decodes. They share by message only: prompts go over in {@link EngineBridge}, results come back
 * as one mail a step. The operator never blocks the mailbox: when it is full its {@link Gate} stops
 * the source reader, so a checkpoint never waits for a generation. Prompts in flight lie in
 * checkpoints and are decoded again, from the start, after a recovery.
 */
final class GenerateOperator extends AbstractStreamOperator<OutputRecord>
    implements OneInputStreamOperator<InputRecord, OutputRecord>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final GenerateSettings settings;
  private final transient MailboxExecutor mailbox;
  private final transient InFlightRequests inFlight;
  private final transient Queue<GenerationResult> results = new ConcurrentLinkedQueue<>();
  private final transient AtomicBoolean drainScheduled = new AtomicBoolean();
  private transient volatile EngineStatus status = EngineStatus.IDLE;
  private transient volatile int held;
  private transient long arrivals;
  private transient ListState<byte[]> promptState;
  private transient ListState<AcceptanceWindow> windowState;
  private transient List<HeldPrompt> restored;
  private transient Gate gate;
  private transient ModelStore.Lease models;
  private transient Intake intake;
  private transient ResultEmitter emitter;
  private transient EngineBridge engine;
  private transient @Nullable ScheduledFuture<?> windowTimer;

  GenerateOperator(StreamOperatorParameters<OutputRecord> parameters, GenerateSettings settings) {
    super(parameters);
    this.settings = settings;
    this.mailbox = parameters.getMailboxExecutor();
    this.inFlight = new InFlightRequests(settings.maxInFlight(), settings.maxInFlightBytes());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    promptState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "prompts-in-flight", BytePrimitiveArraySerializer.INSTANCE));
    windowState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("acceptance-window", RecordTypes.ACCEPTANCE_WINDOW));
    restored = new ArrayList<>();
    for (byte[] prompt : promptState.get()) {
      restored.add(HeldPromptCodec.read(prompt));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    gate =
        Gate.find(TaskAttempt.of(getMetricGroup()))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the generate operator must be chained to a gated source"));
    models = ModelStore.acquire(settings.modelSource());
    LoadedModels loaded = models.models();
    EngineSettings engineSettings = settings.engine(intraOpThreads());
    EngineLimits limits =
        EngineLimits.of(loaded.specs(), loaded.target().elementType(), engineSettings);
    intake =
        new Intake(
            new PromptParser(settings.promptFormat()), loaded.encoder(limits.maxPromptTokens()));
    emitter = newEmitter(loaded);
    List<AcceptanceWindow> windows = new ArrayList<>();
    windowState.get().forEach(windows::add);
    emitter.restore(windows);
    engine =
        new EngineBridge(
            "generate-engine-" + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            () -> new DecodeEngine(loaded, engineSettings, System::nanoTime),
            new EngineListener());
    for (HeldPrompt prompt : restored) {
      take(prompt.source(), prompt.attempt() + 1);
    }
    restored = List.of();
    engine.start();
    scheduleWindow();
  }

  private ResultEmitter newEmitter(LoadedModels loaded) {
    GenerateMetrics metrics =
        new GenerateMetrics(
            getMetricGroup(), () -> status.running(), this::waiting, () -> status.kvUsage());
    MetricsSource source =
        new MetricsSource(
            getContainingTask().getEnvironment().getJobInfo().getJobName(),
            getContainingTask().getEnvironment().getJobID().toHexString(),
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
            loaded.target().device().name());
    return new ResultEmitter(
        output,
        settings,
        loaded.fingerprint(),
        source,
        metrics,
        () -> getProcessingTimeService().getCurrentProcessingTime());
  }

  /** The processors of this JVM, divided among the task slots that decode in it. */
  private int intraOpThreads() {
    int slots =
        getContainingTask()
            .getEnvironment()
            .getTaskManagerInfo()
            .getConfiguration()
            .get(TaskManagerOptions.NUM_TASK_SLOTS);
    int engines = Math.min(slots, getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    return Math.max(1, Runtime.getRuntime().availableProcessors() / engines);
  }

  @Override
  public void processElement(StreamRecord<InputRecord> element) {
    take(element.getValue(), 1);
  }

  private void take(InputRecord source, int attempt) {
    Intake.Outcome outcome = intake.take(source);
    if (outcome instanceof Intake.Outcome.Rejected rejected) {
      emitter.refused(source, rejected.refusal(), rejected.id());
    } else if (outcome instanceof Intake.Outcome.Accepted accepted) {
      inFlight.add(
          accepted.prompt().request(),
          new InFlightRequest(source, accepted.metadata(), attempt, arrivals++));
      engine.submit(accepted.prompt());
    }
    updateGate();
  }

  /** Prompts held that have no slot yet. */
  private int waiting() {
    return Math.max(0, held - status.running());
  }

  private void updateGate() {
    held = inFlight.size();
    gate.update(inFlight.hasRoom(), inFlight.isEmpty());
  }

  private void drain() {
    drainScheduled.set(false);
    for (GenerationResult result = results.poll(); result != null; result = results.poll()) {
      emitter.completed(result, inFlight.remove(result.request()));
    }
    updateGate();
  }

  private void scheduleWindow() {
    long end =
        getProcessingTimeService().getCurrentProcessingTime() + settings.metricsWindow().toMillis();
    windowTimer =
        getProcessingTimeService()
            .registerTimer(
                end,
                time -> {
                  emitter.closeWindow(status, waiting());
                  scheduleWindow();
                });
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<byte[]> prompts = new ArrayList<>();
    for (HeldPrompt prompt : inFlight.snapshot()) {
      prompts.add(HeldPromptCodec.write(prompt));
    }
    promptState.update(prompts);
    windowState.update(List.of(emitter.openWindow()));
  }

  /**
   * The gate lets a bounded input end only when nothing is in flight; a drain gets here earlier.
   */
  @Override
  public void endInput() throws Exception {
    while (!inFlight.isEmpty()) {
      mailbox.yield();
    }
    emitter.closeWindow(status, waiting());
  }

  @Override
  public void close() throws Exception {
    try {
      if (windowTimer != null) {
        windowTimer.cancel(false);
      }
      if (engine != null) {
        engine.close();
      }
      // Weights stay if the engine thread hangs: it may still read them.
      if (models != null) {
        models.close();
      }
    } finally {
      super.close();
    }
  }

  private void post(ThrowingRunnable<Exception> mail, String description) {
    try {
      mailbox.execute(mail, description);
    } catch (RejectedExecutionException e) {
      // The task ends, which closes its mailbox before its operators. What finishes now lies in the
      // last checkpoint as a prompt in flight.
      LOG.debug("mail refused because the task ends mail={}", description);
    }
  }

  /** Engine thread. */
  private final class EngineListener implements EngineBridge.Listener {

    @Override
    public void stepped(List<GenerationResult> finished, EngineStatus now) {
      status = now;
      if (!finished.isEmpty()) {
        results.addAll(finished);
        if (drainScheduled.compareAndSet(false, true)) {
          post(GenerateOperator.this::drain, "completions of a decode step");
        }
      }
    }

    @Override
    public void failed(Throwable cause) {
      post(
          () -> {
            throw new IllegalStateException("the decode engine failed", cause);
          },
          "failure of the decode engine");
    }
  }
}
