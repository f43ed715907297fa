package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.admission.Admission;
import io.flinkdomino.runtime.admission.Place;
import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the sequences of a request, or refuses what an engine has no room for.
 *
 * @param eosTokenIds the model's own end-of-sequence ids
 * @param tokenizer of the model folder, if it has one
 * @param maxDraftTokens most drafts that a step verifies
 */
record SequenceFactory(
    EngineLimits limits,
    Set<Integer> eosTokenIds,
    Optional<Tokenizer> tokenizer,
    int maxDraftTokens,
    Admission admission) {

  /**
   * One sequence for each completion.
   *
   * @param progress what each completion has so far, by index
   * @param nanos the clock's time now
   * @throws IllegalArgumentException as {@link DecodeEngine#resume} says
   */
  List<Sequence> sequences(EncodedPrompt prompt, List<GenerationProgress> progress, long nanos) {
    GenerationParameters parameters = prompt.request().parameters();
    if (progress.size() != parameters.n()) {
      throw new IllegalArgumentException(
          "progress must be that of n = %d completions, got that of %d"
              .formatted(parameters.n(), progress.size()));
    }
    StopRules rules = StopRules.of(parameters, eosTokenIds, roomBehind(prompt.tokenIds().length));
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < progress.size(); i++) {
      Place place = admission.lastPlace(parameters.priority());
      Sequence sequence =
          new Sequence(prompt, i, place, new Emitter(rules, tokenizer), maxDraftTokens, nanos);
      sequence.resume(progress.get(i));
      sequences.add(sequence);
    }
    return sequences;
  }

  private int roomBehind(int promptTokens) {
    if (promptTokens > limits.maxPromptTokens()) {
      throw new IllegalArgumentException(
          "prompt must have at most %d tokens, got %d"
              .formatted(limits.maxPromptTokens(), promptTokens));
    }
    return limits.maxSequenceTokens() - promptTokens;
  }
}
