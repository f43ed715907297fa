package io.flinkdomino.runtime.sampling;

import java.util.Optional;

/**
 * A token that the target model drew.
 *
 * @param tokenId the token
 * @param report how the draw came about, if its sequence asked
 */
public record DrawnToken(int tokenId, Optional<DrawReport> report) {

  /** A draw that nobody asked about. */
  public static DrawnToken of(int tokenId) {
    return new DrawnToken(tokenId, Optional.empty());
  }

  /** The same with at most so many of the most likely tokens in its report. */
  public DrawnToken withTop(int count) {
    return report.isEmpty()
        ? this
        : new DrawnToken(tokenId, report.map(whole -> whole.withTop(count)));
  }
}
