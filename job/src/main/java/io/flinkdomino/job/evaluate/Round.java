package io.flinkdomino.job.evaluate;

/**
 * One task decoded both ways, one after the other.
 *
 * @param number counted from 1
 * @param task empty for rows without one
 * @param drafterFirst whether the drafter came first
 * @param drafting with the drafter
 * @param targetOnly the same prompts without
 */
record Round(int number, String task, boolean drafterFirst, Decoded drafting, Decoded targetOnly) {

  /** The same, without a second copy of completions that another round has too. */
  Round sharing(Round other) {
    return new Round(
        number,
        task,
        drafterFirst,
        drafting.sharing(other.drafting),
        targetOnly.sharing(other.targetOnly));
  }
}
