package io.flinkdomino.operators.attempts;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import org.jspecify.annotations.Nullable;

/** Says why a prompt is given up after {@code max-attempts} fruitless attempts. */
public final class AttemptsExhausted {

  private AttemptsExhausted() {}

  /**
   * The refusal of such a prompt. Of the failure only its class is named, because its message may
   * quote the prompt.
   *
   * @param fruitless how many attempts ran and committed nothing
   * @param policy the limit that they reached
   * @param last what ended the last one; null where the process died
   */
  public static Refusal refusal(int fruitless, FailurePolicy policy, @Nullable Throwable last) {
    String ending =
        last == null
            ? "the last one ended with its process"
            : "the last one ended by " + root(last).getClass().getName();
    return new Refusal(
        FailureReason.ATTEMPTS_EXHAUSTED,
        "attempts that fail without a new token must be fewer than max-attempts %d, got %d: %s"
            .formatted(policy.maxAttempts(), fruitless, ending));
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    // A cycle of causes would have no end; no real chain is as long.
    for (int depth = 0; root.getCause() != null && depth < 100; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
