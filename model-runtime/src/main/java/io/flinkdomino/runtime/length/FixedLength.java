package io.flinkdomino.runtime.length;

import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.draft.DraftPlan;
import java.util.List;

/**
 * Every sequence drafts so far at every step, and all of it is verified.
 *
 * @param length drafts a sequence; 0 without a drafter
 */
public record FixedLength(int length) implements LengthChooser {

  @Override
  public DraftPlan plan(StepShape shape) {
    return length == 0 ? DraftPlan.NONE : DraftPlan.all(shape.rows(), length);
  }

  @Override
  public DraftBlock verified(DraftBlock block) {
    return block;
  }

  @Override
  public void stepped(List<Integer> accepted, StepCost cost) {}
}
