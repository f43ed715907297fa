package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.attempts.DeadLetterBreaker;
import io.flinkdomino.operators.deadletter.DeadLetterEncoder;
import io.flinkdomino.operators.emit.CompletionEncoder;
import io.flinkdomino.operators.emit.CompletionMapper;
import io.flinkdomino.operators.emit.EncodedCompletion;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.operators.metrics.AcceptanceWindow;
import io.flinkdomino.operators.metrics.EngineLoad;
import io.flinkdomino.operators.metrics.EngineState;
import io.flinkdomino.operators.metrics.GenerateMetrics;
import io.flinkdomino.operators.metrics.MetricsSource;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.operators.registry.OutputSchemaIds;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.model.ModelFingerprint;
import io.flinkdomino.runtime.stats.DecodeStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends completions, dead letters and metrics windows downstream. A completion counts in a window
 * exactly if it went out, so sums over the metrics equal sums over the completions. Mailbox thread
 * only.
 */
final class ResultEmitter {

  private static final Logger LOG = LoggerFactory.getLogger(ResultEmitter.class);
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\s\\p{Cntrl}\\u2028\\u2029]");
  private static final double NANOS_PER_MILLI = 1e6;

  private final Output<StreamRecord<OutputRecord>> output;
  private final CompletionMapper mapper;
  private final CompletionEncoder completions;
  private final DeadLetterEncoder deadLetters;
  private final RecordEncoder metricsRecords;
  private final MetricsSource source;
  private final GenerateMetrics metrics;
  private final LongSupplier clock;
  private final DeadLetterBreaker breaker;
  private AcceptanceWindow window;
  private DecodeStats statsAtWindowStart = DecodeStats.NONE;
  private long loadStart;

  ResultEmitter(
      Output<StreamRecord<OutputRecord>> output,
      GenerateSettings settings,
      OutputSchemaIds schemaIds,
      ModelFingerprint fingerprint,
      MetricsSource source,
      GenerateMetrics metrics,
      LongSupplier clock) {
    this.output = output;
    this.mapper = new CompletionMapper(fingerprint);
    WireFormat format = settings.outputFormat();
    this.completions =
        new CompletionEncoder(
            new RecordEncoder(format, schemaIds.completion()), settings.maxRecordBytes());
    this.deadLetters =
        new DeadLetterEncoder(
            new RecordEncoder(format, schemaIds.deadLetter()), settings.maxRecordBytes());
    this.metricsRecords = new RecordEncoder(format, schemaIds.metrics());
    this.source = source;
    this.metrics = metrics;
    this.clock = clock;
    this.breaker = new DeadLetterBreaker(settings.failures());
    this.loadStart = clock.getAsLong();
    this.window = AcceptanceWindow.startingAt(loadStart);
  }

  /** Takes up windows that a checkpoint held. */
  void restore(List<AcceptanceWindow> windows) {
    for (AcceptanceWindow earlier : windows) {
      window = window.plus(earlier);
    }
  }

  /** What finished since the last window closed. */
  AcceptanceWindow openWindow() {
    return window;
  }

  /**
   * Sends what became of a request: all its completions, or one dead letter; never a part of it.
   */
  void ended(GenerationOutcome outcome, InFlightRequest request) {
    if (outcome instanceof GenerationOutcome.Completed completed) {
      completed(completed, request);
    } else if (outcome instanceof GenerationOutcome.Failed failed) {
      refused(request.source(), failed.refusal(), Optional.of(failed.request().id()));
    }
  }

  private void completed(GenerationOutcome.Completed outcome, InFlightRequest request) {
    List<OutputRecord> records = new ArrayList<>();
    for (GenerationResult result : outcome.results()) {
      EncodedCompletion encoded =
          completions.encode(
              mapper.completion(result, request.source(), request.metadata(), request.attempt()),
              request.source());
      if (encoded instanceof EncodedCompletion.TooLarge tooLarge) {
        refused(request.source(), tooLarge.refusal(), Optional.of(outcome.request().id()));
        return;
      }
      records.add(((EncodedCompletion.Fits) encoded).record());
    }
    breaker.completed();
    for (int i = 0; i < records.size(); i++) {
      send(records.get(i), outcome.results().get(i), request);
    }
  }

  private void send(OutputRecord record, GenerationResult result, InFlightRequest request) {
    output.collect(new StreamRecord<>(record));
    window = window.plus(result);
    metrics.finished(result, age(request.source()));
    LOG.debug(
        "completion emitted request={} index={} attempt={} tokens={} reason={}",
        shown(result.request().id()),
        result.index(),
        request.attempt(),
        result.tokenIds().size(),
        result.finishReason());
  }

  /** Time since a record was written; empty if it does not say, never below zero. */
  private Optional<Duration> age(InputRecord record) {
    return record.timestamp() <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.max(0, clock.getAsLong() - record.timestamp())));
  }

  /**
   * Sends a dead letter.
   *
   * @throws SuppressRestartsException if that makes too many of them
   */
  void refused(InputRecord record, Refusal refusal, Optional<String> id) {
    output.collect(
        GenerateOutputs.DEAD_LETTERS, new StreamRecord<>(deadLetters.encode(record, refusal, id)));
    metrics.deadLettered(refusal.reason());
    // Not the refusal's message: it may quote a field's value.
    LOG.debug(
        "dead letter emitted request={} reason={} topic={} partition={} offset={}",
        id.map(ResultEmitter::shown).orElse("unknown"),
        refusal.reason(),
        record.topic(),
        record.partition(),
        record.offset());
    breaker
        .deadLettered(refusal.reason())
        .ifPresent(
            why -> {
              throw new SuppressRestartsException(new IllegalStateException(why));
            });
  }

  /** An id as one word of one line, whatever the prompt's author put into it. */
  private static String shown(String id) {
    return UNPRINTABLE.matcher(id).replaceAll("_");
  }

  /** The engine failed and was opened again. */
  void engineFailed() {
    metrics.engineFailed();
  }

  /** Closes the window; one in which nothing happened leaves no record. */
  void closeWindow(EngineState engine) {
    long now = clock.getAsLong();
    DecodeStats stats = engine.stats();
    DecodeStats done = stats.minus(statsAtWindowStart);
    if (window.requests() > 0 || done.steps() > 0) {
      OutputRecord record =
          new OutputRecord(
              null,
              metricsRecords.encode(window.toRecord(source, load(engine, done, now), now)),
              List.of());
      output.collect(GenerateOutputs.METRICS, new StreamRecord<>(record));
    }
    window = AcceptanceWindow.startingAt(now);
    statsAtWindowStart = stats;
    loadStart = now;
  }

  private EngineLoad load(EngineState engine, DecodeStats done, long now) {
    double nanos = Math.max(1, now - loadStart) * NANOS_PER_MILLI;
    double drafting = Math.min(1, done.draftNanos() / nanos);
    double verifying = Math.min(1 - drafting, done.verifyNanos() / nanos);
    return new EngineLoad(
        done.steps() == 0 ? 0 : (double) done.runningSteps() / done.steps(),
        engine.waiting(),
        engine.kvUsage(),
        drafting,
        verifying,
        1 - drafting - verifying);
  }
}
