package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.batch.GenerationProgress;
import java.util.List;

/**
 * What a checkpoint keeps of a prompt in flight: enough to go on behind its last committed token.
 *
 * @param source the record it came in
 * @param attempt the attempt that was under way
 * @param fruitless attempts in a row that failed before they committed anything
 * @param model the model that its tokens come from, as {@link ModelName} says it
 * @param progress what each completion has, by index; empty if none has begun
 */
record HeldPrompt(
    InputRecord source,
    int attempt,
    int fruitless,
    String model,
    List<GenerationProgress> progress) {

  HeldPrompt {
    progress = List.copyOf(progress);
  }

  /** One that was just read. */
  static HeldPrompt first(InputRecord source, String model) {
    return new HeldPrompt(source, 1, 0, model, List.of());
  }

  /** The same after a recovery. */
  HeldPrompt nextAttempt() {
    return new HeldPrompt(source, attempt + 1, fruitless, model, progress);
  }

  /** The same with another count of fruitless attempts. */
  HeldPrompt withFruitless(int attempts) {
    return new HeldPrompt(source, attempt, attempts, model, progress);
  }

  /** Tokens of all its completions. */
  long tokens() {
    return progress.stream().mapToLong(completion -> completion.tokens().size()).sum();
  }

  /** The same without what it has so far. */
  HeldPrompt fromTheStart() {
    return new HeldPrompt(source, attempt, fruitless, model, List.of());
  }
}
