package io.flinkdomino.runtime.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptLookupDrafterTest {

  private final PromptLookupDrafter drafter = new PromptLookupDrafter(4);
  private final Sequence loop = Decoded.sequence(List.of(1, 2, 3), 1);
  private final Sequence counting = Decoded.sequence(List.of(10, 11, 12), 13);

  private List<int[]> propose(Sequence... decoding) {
    return drafter.propose(Decoded.plan(decoding), DraftPlan.all(decoding.length, 4)).stream()
        .map(Continuation::tokens)
        .toList();
  }

  private DraftBlock draft(TensorScope scope, Sequence... decoding) {
    DraftPlan drafts = DraftPlan.all(decoding.length, 4);
    return drafter.draft(scope, Decoded.plan(decoding), SamplingTensors.GREEDY, drafts);
  }

  @Test
  void readsPromptAndCompletion() {
    assertThat(propose(loop)).containsExactly(new int[] {2, 3, 1, 2});

    Decoded.commit(loop, 2, 9, 1);
    assertThat(propose(loop)).containsExactly(new int[] {2, 9, 1, 2});
  }

  @Test
  void eachRowHasItsOwnNumberOfDrafts() {
    try (TensorScope scope = TensorScope.open(TorchDevice.CPU, "test")) {
      DraftBlock block = draft(scope, counting, loop);

      assertThat(block.drafted()).containsExactly(0, 4);
      assertThat(block.proposed()).containsExactly(0, 4);
      assertThat(block.draftTokens().shape()).containsExactly(2, 4);
      assertThat(block.draftTokens().toLongs()).containsExactly(0, 0, 0, 0, 2, 3, 1, 2);
    }
  }

  @Test
  void blockIsNoWiderThanItsLongestRow() {
    try (TensorScope scope = TensorScope.open(TorchDevice.CPU, "test")) {
      assertThat(draft(scope, counting).width()).isZero();
      assertThat(draft(scope).width()).isZero();
    }
  }

  @Test
  void historyFollowsTheSequenceNotItsRow() {
    propose(counting, loop);
    Decoded.commit(counting, 10);
    Decoded.commit(loop, 2);

    assertThat(propose(loop, counting))
        .containsExactly(new int[] {3, 1, 2, 3}, new int[] {11, 12, 13, 10});
  }

  @Test
  void sequenceThatComesBackIsKnownAgain() {
    propose(loop, counting);
    propose(counting);
    Decoded.commit(loop, 2);

    assertThat(propose(counting, loop).get(1)).containsExactly(3, 1, 2, 3);
  }

  @Test
  void stepsWithoutDraftingLeaveNoGap() {
    propose(loop);
    Decoded.commit(loop, 7, 8, 9, 7);

    assertThat(propose(loop)).containsExactly(new int[] {8, 9, 7, 8});
  }
}
