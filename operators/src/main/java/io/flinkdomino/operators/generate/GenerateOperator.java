package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.metrics.AcceptanceWindow;
import io.flinkdomino.operators.metrics.GenerateMetrics;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.engine.EngineLimits;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.stats.DecodeStats;
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
 * as one mail a step. The operator never blocks the mailbox (but see {@link Wire}): when it is full
 * its {@link Gate} stops the source reader, so a checkpoint never waits for a generation. Prompts
 * in flight lie in checkpoints and are decoded again, from the start, after a recovery.
 */
final class GenerateOperator extends AbstractStreamOperator<OutputRecord>
    implements OneInputStreamOperator<InputRecord, OutputRecord>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final GenerateSettings settings;
  private final SlotDevices devices;
  private final transient MailboxExecutor mailbox;
  private final transient InFlightRequests inFlight;
  private final transient Queue<GenerationOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private final transient AtomicBoolean drainScheduled = new AtomicBoolean();
  private final transient LiveEngine live = new LiveEngine();
  private transient long arrivals;
  private transient ListState<byte[]> promptState;
  private transient ListState<AcceptanceWindow> windowState;
  private transient List<HeldPrompt> restored;
  private transient Gate gate;
  private transient Wire wire;
  private transient @Nullable SlotDevice device;
  private transient ModelStore.Lease models;
  private transient Intake intake;
  private transient GenerateMetrics shown;
  private transient ResultEmitter emitter;
  private transient @Nullable BusyTime busyTime;
  private transient EngineBridge engine;
  private transient @Nullable ScheduledFuture<?> windowTimer;

  GenerateOperator(
      StreamOperatorParameters<OutputRecord> parameters,
      GenerateSettings settings,
      SlotDevices devices) {
    super(parameters);
    this.settings = settings;
    this.devices = devices;
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
    wire = Wire.open(settings);
    SlotTask task = SlotTask.of(getContainingTask().getEnvironment());
    device =
        devices.claim(
            settings.device(),
            getRuntimeContext().getExternalResourceInfos(SlotDevices.RESOURCE),
            task.slots(),
            task.holder());
    models = ModelStore.acquire(settings.modelSource(device.torch()));
    LoadedModels loaded = models.models();
    EngineSettings engineSettings = settings.engine(task.intraOpThreads());
    EngineLimits limits =
        EngineLimits.of(loaded.specs(), loaded.target().elementType(), engineSettings);
    intake =
        new Intake(
            wire.parser(),
            loaded.encoder(limits.maxPromptTokens()).naming(settings.promptFormat()::fieldName));
    int slots = limits.capacity().slots();
    shown =
        new GenerateMetrics(
            getMetricGroup(), live, slots, limits.verifiedLength(), System::nanoTime);
    emitter = newEmitter(loaded, task);
    List<AcceptanceWindow> windows = new ArrayList<>();
    windowState.get().forEach(windows::add);
    emitter.restore(windows);
    openEngine(loaded, engineSettings, task);
    scheduleWindow();
    busyTime = BusyTime.show(getContainingTask().getEnvironment(), live, slots);
    busyTime.start(getProcessingTimeService());
  }

  private void openEngine(LoadedModels loaded, EngineSettings engineSettings, SlotTask task) {
    engine =
        new EngineBridge(
            "generate-engine-" + task.subtask(),
            () -> new DecodeEngine(loaded, engineSettings, System::nanoTime),
            new EngineListener());
    for (HeldPrompt prompt : restored) {
      take(prompt.source(), prompt.attempt() + 1);
    }
    restored = List.of();
    engine.start();
  }

  private ResultEmitter newEmitter(LoadedModels loaded, SlotTask task) {
    return new ResultEmitter(
        output,
        settings,
        wire.schemaIds(),
        loaded.fingerprint(),
        task.metricsSource(loaded.target().device().name()),
        shown,
        () -> getProcessingTimeService().getCurrentProcessingTime());
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

  private void updateGate() {
    gate.update(inFlight.hasRoom(), inFlight.isEmpty());
  }

  private void drain() {
    drainScheduled.set(false);
    for (GenerationOutcome next = outcomes.poll(); next != null; next = outcomes.poll()) {
      emitter.ended(next, inFlight.remove(next.request()));
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
                  emitter.closeWindow(live.status());
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
    emitter.closeWindow(live.status());
  }

  @Override
  public void close() throws Exception {
    try {
      if (windowTimer != null) {
        windowTimer.cancel(false);
      }
      if (wire != null) {
        wire.close();
      }
      if (busyTime != null) {
        busyTime.close();
      }
      if (engine != null) {
        engine.close();
      }
      // Weights and device stay if the engine thread hangs: it may still use them.
      release();
    } finally {
      super.close();
    }
  }

  private void release() {
    try {
      if (models != null) {
        models.close();
      }
    } finally {
      if (device != null) {
        device.close();
      }
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
    public void stepped(List<GenerationOutcome> finished, EngineStatus now) {
      DecodeStats step = now.stats().minus(live.stats());
      live.stepped(now);
      if (step.steps() > 0) {
        shown.stepped(step.busyNanos());
      }
      if (!finished.isEmpty()) {
        outcomes.addAll(finished);
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
