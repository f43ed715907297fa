package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.torch.Operations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a step asks of the device, in operations rather than in time. */
class OperationCountsTest {

  private static final Golden TINY = Golden.TINY;
  private static final int SEQUENCES = 4;

  private static EncodedPrompt prompt(int number) {
    EncodedPrompt whole = TINY.cases().get(number).request();
    GenerationRequest request = whole.request();
    GenerationParameters plain = request.parameters().returning(false, false);
    return new EncodedPrompt(
        new GenerationRequest(request.id(), request.prompt(), plain), whole.tokenIds());
  }

  /** The first step after prefill. */
  private static Operations step(ModelStore.Lease models, VerifiedLength verified, int skipped) {
    try (DecodeEngine engine = Golden.engine(models.models(), SEQUENCES, verified)) {
      for (int i = 0; i < SEQUENCES; i++) {
        engine.submit(prompt(i));
      }
      engine.step();
      for (int i = 0; i < skipped; i++) {
        engine.step();
      }
      return Operations.of(engine::step);
    }
  }

  @Test
  void aStepWithoutDraftsAsksForWhatTheTargetAloneAsksForAndItsFeatures() {
    try (ModelStore.Lease drafting = TINY.load();
        ModelStore.Lease alone = TINY.load(Optional.empty())) {
      // Its first decode steps do not draft.
      Operations undrafted = step(drafting, VerifiedLength.ADAPTIVE, 0);
      Operations targetOnly = step(alone, VerifiedLength.ALL, 0);

      assertThat(undrafted.count("append") + undrafted.count("backbone")).isZero();
      assertThat(undrafted.count("aten::mm")).isEqualTo(targetOnly.count("aten::mm"));
      assertThat(undrafted.count("aten::copy_"))
          .isLessThanOrEqualTo(targetOnly.count("aten::copy_"));
      assertThat(undrafted.total()).isLessThanOrEqualTo(targetOnly.total() + 3);
    }
  }

  @Test
  void draftingAsksForTheSameWithEachTokenMore() {
    try (ModelStore.Lease models = TINY.load()) {
      int two = step(models, VerifiedLength.of(2), 0).total();
      int three = step(models, VerifiedLength.of(3), 0).total();
      int ten = step(models, VerifiedLength.of(10), 0).total();

      assertThat(three - two).isBetween(1, 70);
      assertThat(ten - three).isEqualTo(7 * (three - two));
    }
  }

  @Test
  void howSureTheDrafterIsCostsTheSameForAnyLength() {
    try (ModelStore.Lease models = TINY.load()) {
      // After three without drafts comes one of four drafts, whose sureness is wanted.
      Operations sure = step(models, VerifiedLength.ADAPTIVE, 3);
      Operations fixed = step(models, VerifiedLength.of(4), 3);

      assertThat(sure.count("roll_out")).isEqualTo(1);
      // Once for all four; an operation that calls itself counts twice.
      assertThat(sure.count("aten::logsumexp")).isBetween(1, 2);
      assertThat(sure.count("read")).isEqualTo(fixed.count("read"));
    }
  }

  @Test
  void noProgramWaitsForTheDevice() {
    try (ModelStore.Lease models = TINY.load()) {
      for (Operations step :
          List.of(
              step(models, VerifiedLength.ADAPTIVE, 0),
              step(models, VerifiedLength.ADAPTIVE, 3),
              step(models, VerifiedLength.ALL, 0))) {
        assertThat(step.count("aten::item")).isZero();
        assertThat(step.count("aten::_local_scalar_dense")).isZero();
        assertThat(step.count("aten::nonzero")).isZero();
      }
    }
  }
}
