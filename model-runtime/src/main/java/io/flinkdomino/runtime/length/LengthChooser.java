package io.flinkdomino.runtime.length;

import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.DraftPlan;
import java.util.List;

/** Says how many drafts a step makes and verifies. Engine thread only. */
public interface LengthChooser {

  /**
   * Chooses as a setting says.
   *
   * @param longest most drafts of a sequence; 0 without a drafter
   * @param mostRows most sequences that decode at once
   */
  static LengthChooser of(VerifiedLength setting, int longest, int mostRows) {
    return setting instanceof VerifiedLength.Adaptive && longest > 0
        ? new AdaptiveLength(longest, mostRows)
        : new FixedLength(longest);
  }

  /** Before drafting: who drafts, and how far. */
  DraftPlan plan(StepShape shape);

  /** After drafting: the block with no more drafts a row than are to be verified. */
  DraftBlock verified(DraftBlock block);

  /**
   * After the step.
   *
   * @param accepted per row, drafts that were kept
   */
  void stepped(List<Integer> accepted, StepCost cost);
}
