package io.flinkdomino.runtime.draft;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Draft tokens of one step, still on the device.
 *
 * @param draftTokens [drafting rows, columns] int64, anchor excluded; a row's first {@code drafted}
 *     columns count
 * @param plan who drafted; {@code draftTokens} has a row for each of them
 * @param drafted per decoding row, tokens sent to verification; 0 for one that did not draft
 * @param proposed per decoding row, tokens that the drafter produced; at least {@code drafted}
 * @param sureness [drafting rows, columns] flat: how sure the drafter was of each draft, 0 to 1;
 *     empty if it does not say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DraftBlock(
    Tensor draftTokens,
    DraftPlan plan,
    List<Integer> drafted,
    List<Integer> proposed,
    float[] sureness) {

  private static final float[] NOTHING_SAID = {};

  public DraftBlock {
    drafted = List.copyOf(drafted);
    proposed = List.copyOf(proposed);
  }

  /** A block in which nobody drafts. */
  public static DraftBlock none(TensorScope scope, int decoding) {
    return empty(scope, DraftPlan.NONE, decoding);
  }

  /** A block for a plan in which no row drafts. */
  static DraftBlock empty(TensorScope scope, DraftPlan plan, int decoding) {
    return full(scope.longs(new long[0], 0, plan.length()), plan, decoding);
  }

  /** A block in which each row of a plan drafts all columns. */
  static DraftBlock full(Tensor draftTokens, DraftPlan plan, int decoding) {
    return of(draftTokens, plan, decoding, plan.each(plan.length()));
  }

  /**
   * A block in which each row of a plan drafts so many columns.
   *
   * @param decoding rows of the batch
   * @param counts for the rows of the plan
   */
  static DraftBlock of(Tensor draftTokens, DraftPlan plan, int decoding, List<Integer> counts) {
    List<Integer> all = new ArrayList<>(Collections.nCopies(decoding, 0));
    for (int i = 0; i < counts.size(); i++) {
      all.set(plan.rows().get(i), counts.get(i));
    }
    return new DraftBlock(draftTokens, plan, all, all, NOTHING_SAID);
  }

  /**
   * What a program drafted for a plan.
   *
   * @param parts draft tokens [drafting rows, columns] int64 and, if the plan asks for it, how sure
   *     the drafter was of each, of the same shape
   */
  static DraftBlock made(List<Tensor> parts, DraftPlan plan, int decoding) {
    DraftBlock block = full(parts.get(0), plan, decoding);
    return plan.sureness() ? block.with(parts.get(1).toFloats()) : block;
  }

  /** The same with how sure the drafter was. */
  DraftBlock with(float[] said) {
    return new DraftBlock(draftTokens, plan, drafted, proposed, said);
  }

  /** The same, but only so many tokens a decoding row are sent to verification. */
  public DraftBlock verifying(List<Integer> counts) {
    return new DraftBlock(draftTokens, plan, counts, proposed, sureness);
  }

  /** Columns of {@code draftTokens}. */
  public int columns() {
    return (int) draftTokens.shape()[1];
  }

  /** Most tokens that a row sends to verification. */
  public int width() {
    return drafted.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
