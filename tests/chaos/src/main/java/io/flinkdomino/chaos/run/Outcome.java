package io.flinkdomino.chaos.run;

import io.flinkdomino.chaos.workload.Answer;
import io.flinkdomino.chaos.workload.Difference;
import io.flinkdomino.chaos.workload.Traffic;
import io.flinkdomino.chaos.workload.Workload;
import io.flinkdomino.runtime.emit.GenerationResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a whole run came to, once every prompt that could be answered was.
 *
 * @param faults that were survived, in order
 * @param sent prompts
 * @param lost prompts without an answer
 * @param duplicated answers beyond the first of a prompt
 * @param deadLetters answers that are no completion, which none should be
 * @param differences completions that are not those of the target alone
 * @param resumed completions that say that their prompt was begun more than once
 * @param tokens of all engines and completions
 * @param windowTokens tokens of completions as the metrics topic counts them
 */
public record Outcome(
    List<FaultRecord> faults,
    int sent,
    int lost,
    int duplicated,
    int deadLetters,
    List<Difference> differences,
    int resumed,
    TokenAccount tokens,
    long windowTokens) {

  private static final double MOST_DIFFERENT = 0.001;

  static Outcome of(
      List<FaultRecord> faults,
      Traffic traffic,
      Workload workload,
      Map<Integer, GenerationResult> targetAlone,
      TokenAccount tokens) {
    Set<Integer> answered = new HashSet<>();
    List<Difference> differences = new ArrayList<>();
    int deadLetters = 0;
    int duplicated = 0;
    int resumed = 0;
    for (Answer answer : traffic.answers()) {
      int prompt = answer.prompt();
      if (!answered.add(prompt)) {
        duplicated++;
      }
      if (answer.isDeadLetter()) {
        deadLetters++;
      } else {
        resumed += answer.attempt() > 1 ? 1 : 0;
        GenerationResult expected = targetAlone.get(workload.variant(prompt));
        Difference.between(prompt, workload.tokens(prompt), answer.tokens(), expected)
            .ifPresent(differences::add);
      }
    }
    return new Outcome(
        faults,
        traffic.sent(),
        traffic.sent() - answered.size(),
        duplicated,
        deadLetters,
        differences,
        resumed,
        tokens,
        traffic.windowTokens());
  }

  /** What does not hold of what must; empty if all holds. */
  public List<String> violations() {
    List<String> found = new ArrayList<>();
    require(found, lost == 0, "prompts lost must be 0, got " + lost);
    require(found, duplicated == 0, "answers doubled must be 0, got " + duplicated);
    require(found, deadLetters == 0, "dead letters must be 0, got " + deadLetters);
    require(
        found,
        differences.stream().allMatch(Difference::isTie),
        "completions must be those of the target alone but for ties, got " + differences);
    require(
        found,
        differences.size() <= sent * MOST_DIFFERENT,
        "ties must be at most 1 of 1,000 completions, got " + differences.size() + " of " + sent);
    require(found, resumed > 0, "some completions must have been begun before a fault, got none");
    require(
        found,
        windowTokens == tokens.delivered(),
        "tokens of the metrics topic must be those of completions, %d, got %d"
            .formatted(tokens.delivered(), windowTokens));
    require(found, tokens.measured(), "every operator must show tokensSinceCheckpoint, got none");
    require(
        found,
        tokens.again() >= 0 && tokens.again() <= tokens.bound(),
        "tokens decoded again must be between 0 and %d, got %d"
            .formatted(tokens.bound(), tokens.again()));
    for (FaultRecord fault : faults) {
      require(found, fault.midGeneration() > 0, "fault must hit sequences, got none: " + fault);
    }
    return found;
  }

  /** All but the faults, as one object of plain values. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("sent", sent);
    summary.put("lost", lost);
    summary.put("duplicated", duplicated);
    summary.put("deadLetters", deadLetters);
    summary.put("resumed", resumed);
    summary.put("differences", differences);
    summary.put("tokensDecoded", tokens.decoded());
    summary.put("tokensDelivered", tokens.delivered());
    summary.put("tokensInMetricsTopic", windowTokens);
    summary.put("tokensDecodedAgain", tokens.again());
    summary.put("tokensSinceCheckpointMeasured", tokens.measured());
    summary.put("tokensSinceCheckpointLastSaid", tokens.lastSaid());
    summary.put("tokensSinceLastLook", tokens.sinceSaid());
    summary.put("violations", violations());
    return summary;
  }

  private static void require(List<String> found, boolean holds, String violation) {
    if (!holds) {
      found.add(violation);
    }
  }
}
