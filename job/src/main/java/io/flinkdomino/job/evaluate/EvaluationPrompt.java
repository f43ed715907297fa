package io.flinkdomino.job.evaluate;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import java.util.Map;

/**
 * A prompt that can be decoded.
 *
 * @param task it belongs to; empty for none
 * @param encoded its tokens, to be continued greedily, once
 * @param source the line it stands in
 * @param metadata of its own, for its completion
 */
record EvaluationPrompt(
    String task, EncodedPrompt encoded, InputRecord source, Map<String, String> metadata) {

  EvaluationPrompt {
    metadata = Map.copyOf(metadata);
  }

  String id() {
    return encoded.request().id();
  }

  /** The same, and its result says how close each decision was. */
  EncodedPrompt traced() {
    GenerationRequest request = encoded.request();
    return new EncodedPrompt(
        new GenerationRequest(
            request.id(), request.prompt(), request.parameters().returning(true, true)),
        encoded.tokenIds());
  }

  /** At most so many tokens of the same. */
  EncodedPrompt shortened(int maxTokens) {
    GenerationRequest request = encoded.request();
    return new EncodedPrompt(
        new GenerationRequest(
            request.id(), request.prompt(), GenerationParameters.greedy(maxTokens)),
        encoded.tokenIds());
  }

  /** The same request, greedy and for one completion, whatever it asked for. */
  static GenerationRequest greedy(GenerationRequest request) {
    GenerationParameters parameters = request.parameters();
    SamplingParameters asked = parameters.sampling();
    SamplingParameters greedy =
        new SamplingParameters(
            0,
            0,
            1,
            0,
            asked.repetitionPenalty(),
            asked.presencePenalty(),
            asked.frequencyPenalty(),
            asked.logitBias(),
            asked.bannedTokenIds());
    return new GenerationRequest(
        request.id(),
        request.prompt(),
        GenerationParameters.of(parameters.stop(), greedy, parameters.seed())
            .returning(true, false));
  }
}
