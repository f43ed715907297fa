package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.engine.RunningRequest;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that was accepted and whose completions are not out yet. Mailbox thread, but for {@link
 * #runs}.
 */
final class InFlightRequest {

  private final HeldPrompt held;
  private final EncodedPrompt prompt;
  private final Map<String, String> metadata;
  private final long arrival;
  private volatile @Nullable RunningRequest running;

  /**
   * One that no engine has yet.
   *
   * @param held as it came here
   * @param metadata handed through to each completion
   * @param arrival its number in order of arrival
   */
  InFlightRequest(
      HeldPrompt held, EncodedPrompt prompt, Map<String, String> metadata, long arrival) {
    this.held = held;
    this.prompt = prompt;
    this.metadata = metadata;
    this.arrival = arrival;
  }

  /** The record it came in, as it lies in checkpoints. */
  InputRecord source() {
    return held.source();
  }

  EncodedPrompt prompt() {
    return prompt;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** 1, and one more after every recovery. */
  int attempt() {
    return held.attempt();
  }

  /** Attempts in a row that failed before they committed anything, this one not among them. */
  int fruitless() {
    return held.fruitless();
  }

  long arrival() {
    return arrival;
  }

  /** An engine has it. Engine thread. */
  void runs(RunningRequest request) {
    running = request;
  }

  /** What each completion has, by index; empty if none has begun. */
  List<GenerationProgress> progress() {
    RunningRequest now = running;
    return now == null ? held.progress() : now.progress();
  }

  /** Tokens that they had before this attempt. */
  long tokensBefore() {
    return held.tokens();
  }

  /** Tokens of all its completions so far. */
  long tokens() {
    RunningRequest now = running;
    return now == null ? held.tokens() : now.tokens();
  }

  /** What a checkpoint keeps of it. */
  HeldPrompt held(String model) {
    HeldPrompt now = new HeldPrompt(source(), attempt(), 0, model, progress());
    return now.tokens() > held.tokens() ? now : now.withFruitless(fruitless());
  }

  /** The same for another engine, after one failed that had it or was about to. */
  InFlightRequest again(String model) {
    RunningRequest before = running;
    HeldPrompt next = held(model);
    if (before != null && before.begun()) {
      boolean fruitless = next.tokens() == held.tokens();
      next = next.withFruitless(fruitless ? fruitless() + 1 : 0).nextAttempt();
    }
    return new InFlightRequest(next, prompt, metadata, arrival);
  }
}
