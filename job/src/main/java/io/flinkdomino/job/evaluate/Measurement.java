package io.flinkdomino.job.evaluate;

import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Decodes every task with the drafter and with the target alone, in turns, so that whatever slows
 * the machine slows both. Each task is decoded by itself, so that it has a speed of its own.
 */
final class Measurement implements AutoCloseable {

  private static final int WARM_UP_TOKENS = 64;
  private static final long WARM_UP_NANOS = Duration.ofSeconds(3).toNanos();

  private final Decoding drafting;
  private final Decoding targetOnly;

  /**
   * Opens both engines.
   *
   * @param stopped whether to break off
   */
  Measurement(EvaluatedModels models, BooleanSupplier stopped) {
    drafting = new Decoding(models.drafting(), stopped);
    try {
      targetOnly = new Decoding(models.targetOnly(), stopped);
    } catch (RuntimeException | Error e) {
      drafting.close();
      throw e;
    }
  }

  /**
   * Decodes the beginnings of prompts for some seconds each way, so that nobody pays for compiling
   * code or touching weights first.
   *
   * @param atOnce prompts that decode together
   */
  void warmUp(List<EvaluationPrompt> prompts, int atOnce) {
    warmUp(drafting, prompts, atOnce);
    warmUp(targetOnly, prompts, atOnce);
  }

  private static void warmUp(Decoding way, List<EvaluationPrompt> prompts, int atOnce) {
    long nanos = 0;
    for (int from = 0; from < prompts.size() && nanos < WARM_UP_NANOS; from += atOnce) {
      List<EvaluationPrompt> next = prompts.subList(from, Math.min(from + atOnce, prompts.size()));
      List<EncodedPrompt> beginnings =
          next.stream().map(prompt -> prompt.shortened(WARM_UP_TOKENS)).toList();
      nanos += way.decode(beginnings, result -> {}).nanos();
    }
  }

  /**
   * Measures.
   *
   * @param tasks prompts by task
   * @param rounds at least 1
   * @return one for each round and task, by round
   * @throws java.util.concurrent.CancellationException if it was to break off
   */
  List<Round> run(
      Map<String, List<EvaluationPrompt>> tasks, int rounds, EvaluationProgress progress) {
    List<Round> measured = new ArrayList<>();
    Map<String, Round> first = new HashMap<>();
    for (int number = 1; number <= rounds; number++) {
      for (Map.Entry<String, List<EvaluationPrompt>> task : tasks.entrySet()) {
        Round round = round(number, task.getKey(), task.getValue(), progress);
        first.putIfAbsent(task.getKey(), round);
        measured.add(round.sharing(first.getOrDefault(task.getKey(), round)));
      }
    }
    return measured;
  }

  private Round round(
      int number, String task, List<EvaluationPrompt> prompts, EvaluationProgress progress) {
    List<EncodedPrompt> encoded = prompts.stream().map(EvaluationPrompt::encoded).toList();
    if (number % 2 == 1) {
      Decoded drafted = drafting.decode(encoded, progress::decoded);
      return new Round(number, task, true, drafted, targetOnly.decode(encoded, progress::decoded));
    }
    Decoded alone = targetOnly.decode(encoded, progress::decoded);
    return new Round(number, task, false, drafting.decode(encoded, progress::decoded), alone);
  }

  /** Decodes prompts once more with the target alone, and notes how close each decision was. */
  Decoded trace(List<EvaluationPrompt> prompts) {
    return targetOnly.decode(prompts.stream().map(EvaluationPrompt::traced).toList(), result -> {});
  }

  @Override
  public void close() {
    targetOnly.close();
    drafting.close();
  }
}
