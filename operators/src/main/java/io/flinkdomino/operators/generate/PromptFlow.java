package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.attempts.AttemptJournal;
import io.flinkdomino.operators.attempts.AttemptsExhausted;
import io.flinkdomino.operators.attempts.FailurePolicy;
import io.flinkdomino.operators.attempts.SourcePosition;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of prompts through a task: taken in, run, answered. Keeps them while they are in flight,
 * and takes them to another engine if theirs fails. Mailbox thread only.
 */
final class PromptFlow implements EngineHost.Owner, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PromptFlow.class);

  /** The last attempts of a prompt that are allowed, which it runs alone. */
  private static final int ATTEMPTS_ALONE = 2;

  private final InFlightRequests inFlight;
  private final FailurePolicy policy;
  private final AttemptJournal journal;
  private final Intake intake;
  private final ResultEmitter emitter;
  private final String model;
  private final TokenLedger ledger;
  private final ThrowingRunnable<Exception> changed;
  private final EngineFailures failures;
  private final EngineHost engine;
  private Isolation isolation;
  private long arrivals;

  /**
   * Starts without an engine.
   *
   * @param inFlight keeps its prompts; empty
   * @param journal remembers attempts; closed here
   * @param model the model that decodes, as {@link ModelName} says it
   * @param changed called whenever prompts came or went
   * @param engines makes the engine's host
   */
  PromptFlow(
      InFlightRequests inFlight,
      FailurePolicy policy,
      AttemptJournal journal,
      Intake intake,
      ResultEmitter emitter,
      String model,
      TokenLedger ledger,
      ThrowingRunnable<Exception> changed,
      Function<EngineHost.Owner, EngineHost> engines) {
    this.inFlight = inFlight;
    this.policy = policy;
    this.journal = journal;
    this.intake = intake;
    this.emitter = emitter;
    this.model = model;
    this.ledger = ledger;
    this.changed = changed;
    this.failures = new EngineFailures(policy.maxAttempts() + 1);
    this.engine = engines.apply(this);
    this.isolation = newIsolation();
  }

  private Isolation newIsolation() {
    return new Isolation(Math.max(1, policy.maxAttempts() - ATTEMPTS_ALONE), engine);
  }

  /** Opens the engine, for prompts that come and those of a checkpoint, which begin an attempt. */
  void open(List<HeldPrompt> restored) throws Exception {
    engine.open();
    long ofAnotherModel = restored.stream().filter(this::isOfAnotherModel).count();
    if (ofAnotherModel > 0) {
      LOG.warn("prompts start again because the model is another one prompts={}", ofAnotherModel);
    }
    for (HeldPrompt held : restored) {
      take((isOfAnotherModel(held) ? held.fromTheStart() : held).nextAttempt());
    }
  }

  private boolean isOfAnotherModel(HeldPrompt held) {
    return !held.progress().isEmpty() && !held.model().equals(model);
  }

  /** Takes a prompt that was just read. */
  void take(InputRecord source) throws Exception {
    take(HeldPrompt.first(source, model));
  }

  private void take(HeldPrompt held) throws Exception {
    int fruitless = journal.fruitless(SourcePosition.of(held.source()), held.fruitless());
    Intake.Outcome outcome = intake.take(held.source());
    if (outcome instanceof Intake.Outcome.Rejected rejected) {
      emitter.refused(held.source(), rejected.refusal(), rejected.id());
    } else if (outcome instanceof Intake.Outcome.Accepted accepted) {
      InFlightRequest request =
          new InFlightRequest(
              held.withFruitless(fruitless), accepted.prompt(), accepted.metadata(), arrivals++);
      ledger.came(request.tokens());
      admit(request, null);
    }
    changed.run();
  }

  /** Lets it run, unless that was tried too often; the last attempt ended by {@code cause}. */
  private void admit(InFlightRequest request, @Nullable Throwable cause) {
    if (request.fruitless() >= policy.maxAttempts()) {
      ledger.left(request.tokens());
      emitter.refused(
          request.source(),
          AttemptsExhausted.refusal(request.fruitless(), policy, cause),
          Optional.of(request.prompt().request().id()));
    } else {
      inFlight.add(request);
      isolation.add(request);
    }
  }

  @Override
  public void ended(List<GenerationOutcome> outcomes) throws Exception {
    for (GenerationOutcome outcome : outcomes) {
      InFlightRequest request = inFlight.remove(outcome.request());
      ledger.left(request.tokens());
      emitter.ended(outcome, request);
      isolation.ended(request);
    }
    changed.run();
  }

  @Override
  public void failed(Throwable cause, boolean opened) throws Exception {
    if (!opened || failures.isHopeless(ledger.decoded())) {
      journal.abandon();
      throw new IllegalStateException("the decode engine failed", cause);
    }
    LOG.warn("the decode engine failed and is opened again", cause);
    emitter.engineFailed();
    List<InFlightRequest> all = inFlight.removeAll();
    engine.open();
    isolation = newIsolation();
    for (InFlightRequest request : all) {
      admit(request.again(model), cause);
    }
    changed.run();
  }

  /** Whether another prompt may come. */
  boolean hasRoom() {
    return inFlight.hasRoom();
  }

  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  /** How many prompts were accepted. */
  long arrivals() {
    return arrivals;
  }

  /** Arrival number of the oldest prompt in flight; that of the next one if there is none. */
  long oldestArrival() {
    return inFlight.oldestArrival().orElse(arrivals);
  }

  /** What a checkpoint keeps, in order of arrival. */
  List<HeldPrompt> snapshot(long checkpoint) {
    List<HeldPrompt> held = new ArrayList<>();
    List<SourcePosition> withoutProgress = new ArrayList<>();
    for (InFlightRequest request : inFlight.all()) {
      HeldPrompt now = request.held(model);
      held.add(now);
      if (now.tokens() == request.tokensBefore()) {
        withoutProgress.add(SourcePosition.of(request.source()));
      }
    }
    ledger.snapshot(checkpoint, held.stream().mapToLong(HeldPrompt::tokens).sum());
    journal.snapshot(checkpoint, withoutProgress);
    return held;
  }

  /** A checkpoint is complete. */
  void completed(long checkpoint) {
    ledger.completed(checkpoint);
    journal.completed(checkpoint);
  }

  /** Ends the engine after the step under way; prompts in flight stay with the last checkpoint. */
  @Override
  public void close() throws Exception {
    engine.close();
    journal.close();
  }
}
