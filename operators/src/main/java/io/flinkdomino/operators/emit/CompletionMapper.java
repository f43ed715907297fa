package io.flinkdomino.operators.emit;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.emit.TokenLogprobs;
import io.flinkdomino.runtime.model.ModelFingerprint;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.schemas.CompletionAcceptance;
import io.flinkdomino.schemas.CompletionFingerprint;
import io.flinkdomino.schemas.CompletionFinishReason;
import io.flinkdomino.schemas.CompletionRecord;
import io.flinkdomino.schemas.CompletionTimings;
import io.flinkdomino.schemas.CompletionTokenLogprobs;
import io.flinkdomino.schemas.CompletionTopLogprob;
import io.flinkdomino.schemas.CompletionUsage;
import io.flinkdomino.schemas.DecodeTraceStep;
import java.time.Duration;
import java.util.Map;

/** Says what a result is in the words of the completion schema. */
public final class CompletionMapper {

  private static final double NANOS_PER_MILLI = 1e6;

  private final CompletionFingerprint fingerprint;

  /**
   * @param fingerprint of the models that decode
   */
  public CompletionMapper(ModelFingerprint fingerprint) {
    this.fingerprint =
        new CompletionFingerprint(
            fingerprint.target(),
            fingerprint.draft(),
            fingerprint.tokenizer(),
            fingerprint.template());
  }

  /**
   * Maps one result. Token ids, log probabilities, decode trace and margin are null unless its
   * request asked for them; so is a margin without bound, which JSON has no number for.
   *
   * @param source the prompt's record
   * @param metadata the prompt's metadata
   * @param attempt how often decoding of this prompt was started, at least 1
   */
  public CompletionRecord completion(
      GenerationResult result, InputRecord source, Map<String, String> metadata, int attempt) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be at least 1, got " + attempt);
    }
    GenerationParameters parameters = result.request().parameters();
    return CompletionRecord.newBuilder()
        .setId(result.request().id())
        .setText(result.text().orElse(null))
        .setTokenIds(parameters.returnTokenIds() ? result.tokenIds() : null)
        .setFinishReason(finishReason(result.finishReason()))
        .setUsage(usage(result))
        .setAcceptance(acceptance(result.acceptance()))
        .setTimings(timings(result.timings()))
        .setSeed(result.seed())
        .setFingerprint(fingerprint)
        .setMetadata(metadata)
        .setAttempt(attempt)
        .setSourceTopic(source.topic())
        .setSourcePartition(source.partition())
        .setSourceOffset(source.offset())
        .setDecodeTrace(
            parameters.returnDecodeTrace()
                ? result.trace().stream().map(CompletionMapper::step).toList()
                : null)
        .setIndex(result.index())
        .setLogprobs(
            parameters.logprobs().isPresent()
                ? result.logprobs().stream().map(CompletionMapper::logprobs).toList()
                : null)
        .setMinMargin(
            parameters.returnDecodeTrace() && Double.isFinite(result.minMargin().orElse(Double.NaN))
                ? result.minMargin().getAsDouble()
                : null)
        .build();
  }

  private static CompletionFinishReason finishReason(FinishReason reason) {
    return switch (reason) {
      case STOP -> CompletionFinishReason.STOP;
      case LENGTH -> CompletionFinishReason.LENGTH;
    };
  }

  private static CompletionUsage usage(GenerationResult result) {
    int completionTokens = result.tokenIds().size();
    return new CompletionUsage(
        result.promptTokens(), completionTokens, result.promptTokens() + completionTokens);
  }

  private static CompletionAcceptance acceptance(Acceptance acceptance) {
    return new CompletionAcceptance(
        acceptance.steps(),
        acceptance.proposed(),
        acceptance.drafted(),
        acceptance.accepted(),
        acceptance.acceptedPerPosition(),
        acceptance.acceptanceLength());
  }

  private static CompletionTimings timings(Timings timings) {
    return new CompletionTimings(
        millis(timings.queued()),
        millis(timings.prefill()),
        millis(timings.timeToFirstToken()),
        millis(timings.decode()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }

  private static DecodeTraceStep step(DecodeCycle cycle) {
    return new DecodeTraceStep(cycle.anchor(), cycle.draft(), cycle.accepted(), cycle.next());
  }

  private static CompletionTokenLogprobs logprobs(TokenLogprobs token) {
    return new CompletionTokenLogprobs(
        token.emitted().tokenId(),
        token.emitted().logprob(),
        token.top().stream()
            .map(top -> new CompletionTopLogprob(top.tokenId(), top.logprob()))
            .toList());
  }
}
