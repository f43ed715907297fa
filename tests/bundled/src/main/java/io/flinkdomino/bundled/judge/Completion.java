package io.flinkdomino.bundled.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the judge reads of a completion; what a row lacks is null.
 *
 * @param id the prompt's
 */
public record Completion(
    String id, @Nullable String text, @Nullable Usage usage, @Nullable Acceptance acceptance) {

  /**
   * Token counts.
   *
   * @param completionTokens of the answer, its end included
   */
  public record Usage(@JsonProperty("completion_tokens") int completionTokens) {}

  /**
   * Counts of speculative decoding.
   *
   * @param steps verifications; 0 when the target alone decoded
   * @param accepted draft tokens kept
   */
  public record Acceptance(long steps, long accepted) {}

  long tokens() {
    return usage == null ? 0 : usage.completionTokens();
  }

  long steps() {
    return acceptance == null ? 0 : acceptance.steps();
  }

  long accepted() {
    return acceptance == null ? 0 : acceptance.accepted();
  }
}
