package io.flinkdomino.operators.metrics;

import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.schemas.AcceptanceMetricsRecord;
import java.io.Serializable;
import java.util.List;

/**
 * What finished in one window so far; an immutable sum that lies in checkpoints.
 *
 * <p>Plain numbers, so that Flink's POJO serializer takes it. The sum over all windows of a job
 * equals the sum over its completions as long as a checkpoint holds both.
 *
 * @param windowStart milliseconds since the epoch
 * @param requests completions
 * @param promptTokens tokens of their prompts, once for each completion
 * @param completionTokens their tokens after the stop and length cuts
 * @param numDrafts verifications
 * @param numProposedTokens tokens the drafter produced
 * @param numDraftTokens draft tokens sent to verification
 * @param numAcceptedTokens draft tokens kept, the target's own token excluded
 * @param numAcceptedTokensPerPos entry i counts the verifications in which draft i was kept
 */
public record AcceptanceWindow(
    long windowStart,
    long requests,
    long promptTokens,
    long completionTokens,
    long numDrafts,
    long numProposedTokens,
    long numDraftTokens,
    long numAcceptedTokens,
    List<Long> numAcceptedTokensPerPos)
    implements Serializable {

  private static final double MILLIS_PER_SECOND = 1_000;

  public AcceptanceWindow {
    numAcceptedTokensPerPos = List.copyOf(numAcceptedTokensPerPos);
  }

  /**
   * A window in which nothing has finished.
   *
   * @param windowStart milliseconds since the epoch
   */
  public static AcceptanceWindow startingAt(long windowStart) {
    return of(windowStart, 0, 0, 0, Acceptance.NONE);
  }

  /** This window and one more completion. */
  public AcceptanceWindow plus(GenerationResult result) {
    return of(
        windowStart,
        requests + 1,
        promptTokens + result.promptTokens(),
        completionTokens + result.tokenIds().size(),
        acceptance().plus(result.acceptance()));
  }

  /** Both windows as one, from the earlier start. For state that a rescale brought together. */
  public AcceptanceWindow plus(AcceptanceWindow other) {
    return of(
        Math.min(windowStart, other.windowStart),
        requests + other.requests,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        acceptance().plus(other.acceptance()));
  }

  /** The counts of speculative decoding. */
  public Acceptance acceptance() {
    return new Acceptance(
        numDrafts, numProposedTokens, numDraftTokens, numAcceptedTokens, numAcceptedTokensPerPos);
  }

  /**
   * Closes the window.
   *
   * @param windowEnd milliseconds since the epoch; a clock that went back counts as no time
   */
  public AcceptanceMetricsRecord toRecord(MetricsSource source, EngineLoad load, long windowEnd) {
    long end = Math.max(windowStart, windowEnd);
    double seconds = (end - windowStart) / MILLIS_PER_SECOND;
    return AcceptanceMetricsRecord.newBuilder()
        .setJobName(source.jobName())
        .setJobId(source.jobId())
        .setSubtaskIndex(source.subtaskIndex())
        .setParallelism(source.parallelism())
        .setDevice(source.device())
        .setWindowStart(windowStart)
        .setWindowEnd(end)
        .setRequests(requests)
        .setPromptTokens(promptTokens)
        .setCompletionTokens(completionTokens)
        .setNumDrafts(numDrafts)
        .setNumProposedTokens(numProposedTokens)
        .setNumDraftTokens(numDraftTokens)
        .setNumAcceptedTokens(numAcceptedTokens)
        .setNumAcceptedTokensPerPos(numAcceptedTokensPerPos)
        .setAcceptanceLength(acceptance().acceptanceLength())
        .setTokensPerSecond(seconds == 0 ? 0 : completionTokens / seconds)
        .setMeanRunning(load.meanRunning())
        .setWaiting(load.waiting())
        .setKvUsage(load.kvUsage())
        .setDraftTimeShare(load.draftTimeShare())
        .setVerifyTimeShare(load.verifyTimeShare())
        .setOtherTimeShare(load.otherTimeShare())
        .build();
  }

  private static AcceptanceWindow of(
      long start, long requests, long promptTokens, long completionTokens, Acceptance acceptance) {
    return new AcceptanceWindow(
        start,
        requests,
        promptTokens,
        completionTokens,
        acceptance.steps(),
        acceptance.proposed(),
        acceptance.drafted(),
        acceptance.accepted(),
        acceptance.acceptedPerPosition());
  }
}
