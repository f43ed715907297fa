package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code evaluate} measured over all prompts.
 *
 * @param verifiedLength most drafts of a verification
 * @param acceptanceLength tokens one verification adds: accepted drafts and the target's own
 * @param acceptedByPosition share of verifications in which draft i was kept
 * @param tokens of the completions
 * @param verifications for them
 * @param tokensPerSecond with the drafter
 * @param targetOnlyTokensPerSecond with the target alone
 * @param ratio of the two
 * @param cycleMicros time with the drafter, prefills included, of one verification
 * @param beyondRounding completions that are not those of the target alone, beyond rounding
 */
public record Decoding(
    int verifiedLength,
    double acceptanceLength,
    List<Double> acceptedByPosition,
    long tokens,
    long verifications,
    double tokensPerSecond,
    double targetOnlyTokensPerSecond,
    double ratio,
    double cycleMicros,
    long beyondRounding) {

  private static final double MICROS = 1e6;

  public Decoding {
    acceptedByPosition = List.copyOf(acceptedByPosition);
  }

  /** What is read of {@code evaluation.json}. */
  private record Evaluation(int verifiedLength, Score all, Agreement agreement) {}

  private record Score(
      long tokens,
      long verifications,
      double acceptanceLength,
      List<Double> acceptedByPosition,
      double tokensPerSecond,
      double targetOnlyTokensPerSecond,
      double ratio) {}

  private record Agreement(long beyondRounding) {}

  /**
   * Reads it from what {@code evaluate} wrote.
   *
   * @throws IOException if the file cannot be read or lacks a number
   */
  static Decoding read(Path evaluation) throws IOException {
    Evaluation read = JsonFiles.read(evaluation, Evaluation.class);
    Score all = read.all();
    return new Decoding(
        read.verifiedLength(),
        all.acceptanceLength(),
        all.acceptedByPosition(),
        all.tokens(),
        all.verifications(),
        all.tokensPerSecond(),
        all.targetOnlyTokensPerSecond(),
        all.ratio(),
        all.tokens() / all.tokensPerSecond() / all.verifications() * MICROS,
        read.agreement().beyondRounding());
  }
}
