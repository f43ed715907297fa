package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.attempts.AttemptJournal;
import io.flinkdomino.operators.attempts.JournalLocation;
import io.flinkdomino.operators.attempts.JournalTask;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.metrics.AcceptanceWindow;
import io.flinkdomino.operators.metrics.GenerateMetrics;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.engine.EngineLimits;
import io.flinkdomino.runtime.engine.EngineSettings;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelStore;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * Prompts in, completions out: a decode engine behind Flink's checkpoints and back-pressure.
 *
 * <p>The task's mailbox thread parses, keeps what is in flight and emits; one engine thread
 * decodes. They share by message only: prompts go over in {@link EngineHost}, results come back as
 * one mail a step. The operator never blocks the mailbox (but see {@link Wire}): when it is full
 * its {@link Gate} stops the source reader, so a checkpoint never waits for a generation. Prompts
 * in flight lie in checkpoints with the tokens that they have, and go on behind them (decision
 * 0008).
 */
final class GenerateOperator extends AbstractStreamOperator<OutputRecord>
    implements OneInputStreamOperator<InputRecord, OutputRecord>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final GenerateSettings settings;
  private final SlotDevices devices;
  private final EngineFactory engines;
  private final transient MailboxExecutor mailbox;
  private final transient LiveEngine live = new LiveEngine();
  private final transient EventTime eventTime = new EventTime(new Downstream());
  private transient ListState<byte[]> promptState;
  private transient ListState<AcceptanceWindow> windowState;
  private transient OptionalLong restoredCheckpoint;
  private transient List<HeldPrompt> restored;
  private transient Gate gate;
  private transient Wire wire;
  private transient @Nullable SlotDevice device;
  private transient ModelStore.Lease models;
  private transient ResultEmitter emitter;
  private transient @Nullable BusyTime busyTime;
  private transient @Nullable PromptFlow prompts;
  private transient @Nullable ScheduledFuture<?> windowTimer;

  GenerateOperator(
      StreamOperatorParameters<OutputRecord> parameters,
      GenerateSettings settings,
      SlotDevices devices,
      EngineFactory engines) {
    super(parameters);
    this.settings = settings;
    this.devices = devices;
    this.engines = engines;
    this.mailbox = parameters.getMailboxExecutor();
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
    restoredCheckpoint = context.getRestoredCheckpointId();
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
    int slots = limits.capacity().slots();
    GenerateMetrics shown =
        new GenerateMetrics(
            getMetricGroup(), live, slots, limits.verifiedLength(), System::nanoTime);
    emitter = newEmitter(loaded, task, shown);
    prompts = newFlow(loaded, engineSettings, limits, task, shown);
    prompts.open(restored);
    restored = List.of();
    scheduleWindow();
    busyTime = BusyTime.show(getContainingTask().getEnvironment(), live, slots);
    busyTime.start(getProcessingTimeService());
  }

  private PromptFlow newFlow(
      LoadedModels loaded,
      EngineSettings engineSettings,
      EngineLimits limits,
      SlotTask task,
      GenerateMetrics shown)
      throws IOException {
    TokenLedger ledger = new TokenLedger(live);
    shown.tokensSinceCheckpoint(ledger::sinceCheckpoint);
    AttemptJournal journal = openJournal(task);
    return new PromptFlow(
        new InFlightRequests(
            settings.maxInFlight(), settings.maxInFlightBytes(), limits.maxSequenceTokens()),
        settings.failures(),
        journal,
        new Intake(
            wire.parser(),
            loaded.encoder(limits.maxPromptTokens()).naming(settings.promptFormat()::fieldName)),
        emitter,
        ModelName.of(loaded.fingerprint()),
        ledger,
        this::promptsChanged,
        owner ->
            new EngineHost(
                task.subtask(),
                () -> engines.open(loaded, engineSettings),
                journal,
                live,
                shown,
                this::post,
                owner));
  }

  private AttemptJournal openJournal(SlotTask task) throws IOException {
    Environment environment = getContainingTask().getEnvironment();
    Optional<URI> folder =
        JournalLocation.find(
            settings.failures(),
            environment.getJobConfiguration(),
            environment.getTaskManagerInfo().getConfiguration());
    return AttemptJournal.open(
        folder,
        JournalTask.of(
            task.subtask(),
            task.parallelism(),
            TaskAttempt.of(getMetricGroup()),
            restoredCheckpoint));
  }

  private ResultEmitter newEmitter(LoadedModels loaded, SlotTask task, GenerateMetrics shown)
      throws Exception {
    ResultEmitter made =
        new ResultEmitter(
            output,
            settings,
            wire.schemaIds(),
            loaded.fingerprint(),
            task.metricsSource(loaded.target().device().name()),
            shown,
            () -> getProcessingTimeService().getCurrentProcessingTime());
    List<AcceptanceWindow> windows = new ArrayList<>();
    windowState.get().forEach(windows::add);
    made.restore(windows);
    return made;
  }

  @Override
  public void processElement(StreamRecord<InputRecord> element) throws Exception {
    prompts.take(element.getValue());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    eventTime.watermark(mark, prompts.arrivals());
    releaseEventTime();
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    eventTime.status(status);
    releaseEventTime();
  }

  private void promptsChanged() throws Exception {
    gate.update(prompts.hasRoom(), prompts.isEmpty());
    if (eventTime.isPending()) {
      releaseEventTime();
    }
  }

  private void releaseEventTime() throws Exception {
    eventTime.release(prompts.oldestArrival(), prompts.isEmpty());
  }

  private void scheduleWindow() {
    long end =
        getProcessingTimeService().getCurrentProcessingTime() + settings.metricsWindow().toMillis();
    windowTimer =
        getProcessingTimeService()
            .registerTimer(
                end,
                time -> {
                  emitter.closeWindow(live);
                  scheduleWindow();
                });
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<byte[]> held = new ArrayList<>();
    for (HeldPrompt prompt : prompts.snapshot(context.getCheckpointId())) {
      held.add(HeldPromptCodec.write(prompt));
    }
    promptState.update(held);
    windowState.update(List.of(emitter.openWindow()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    prompts.completed(checkpointId);
  }

  /**
   * The gate lets a bounded input end only when nothing is in flight; a drain gets here earlier.
   */
  @Override
  public void endInput() throws Exception {
    while (!prompts.isEmpty()) {
      mailbox.yield();
    }
    emitter.closeWindow(live);
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
      if (prompts != null) {
        prompts.close();
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

  /** Where event time goes on to. */
  private final class Downstream implements EventTime.Next {

    @Override
    public void watermark(Watermark watermark) throws Exception {
      GenerateOperator.super.processWatermark(watermark);
    }

    @Override
    public void status(WatermarkStatus status) throws Exception {
      GenerateOperator.super.processWatermarkStatus(status);
    }
  }
}
