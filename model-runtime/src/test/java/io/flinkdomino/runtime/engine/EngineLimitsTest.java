package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftPolicy;
import io.flinkdomino.runtime.model.ModelSpecs;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.model.TargetSpec;
import io.flinkdomino.runtime.torch.ElementType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tiny model has a context of 1024 tokens and blocks of 16 with as many drafts. */
class EngineLimitsTest {

  private static final long MUCH_MEMORY = 1L << 40;

  private static ModelStore.Lease withDraft;
  private static ModelStore.Lease targetOnly;

  @BeforeAll
  static void load() {
    withDraft = Golden.TINY.load();
    targetOnly = Golden.TINY.load(Optional.empty());
  }

  @AfterAll
  static void unload() {
    withDraft.close();
    targetOnly.close();
  }

  private static EngineLimits limits(
      ModelStore.Lease lease, long kvBytes, int maxTokens, VerifiedLength verified) {
    return EngineLimits.of(
        lease.models().specs(),
        ElementType.FLOAT32,
        new EngineSettings(8, kvBytes, maxTokens, verified, 256, 1));
  }

  @Test
  void sequencesMayFillTheModelsContextUnlessToldOtherwise() {
    assertThat(limits(withDraft, MUCH_MEMORY, 0, VerifiedLength.ALL).maxSequenceTokens())
        .isEqualTo(1024);
    assertThat(limits(withDraft, MUCH_MEMORY, 100, VerifiedLength.ALL).maxSequenceTokens())
        .isEqualTo(100);
  }

  @Test
  void promptLeavesRoomForOneToken() {
    assertThat(limits(withDraft, MUCH_MEMORY, 100, VerifiedLength.ALL).maxPromptTokens())
        .isEqualTo(99);
  }

  @Test
  void slotHasRoomForABlockBehindTheLongestSequence() {
    assertThat(limits(withDraft, MUCH_MEMORY, 100, VerifiedLength.ALL).capacity().tokensPerSlot())
        .isGreaterThanOrEqualTo(100 + 16);
  }

  @Test
  void everyDraftIsVerifiedUnlessToldOtherwise() {
    assertThat(limits(withDraft, MUCH_MEMORY, 0, VerifiedLength.ALL).verifiedLength())
        .isEqualTo(16);
    assertThat(limits(withDraft, MUCH_MEMORY, 0, VerifiedLength.of(4)).verifiedLength())
        .isEqualTo(4);
  }

  @Test
  void nothingIsVerifiedWithoutADrafter() {
    assertThat(limits(targetOnly, MUCH_MEMORY, 0, VerifiedLength.of(4)).verifiedLength()).isZero();
  }

  @Test
  void drafterTakesItsShareOfTheMemory() {
    long bytes = 1L << 21;

    assertThat(limits(withDraft, bytes, 100, VerifiedLength.ALL).capacity().slots())
        .isLessThan(limits(targetOnly, bytes, 100, VerifiedLength.ALL).capacity().slots());
  }

  @Test
  void moreThanTheContextIsRefused() {
    assertThatThrownBy(() -> limits(withDraft, MUCH_MEMORY, 1025, VerifiedLength.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max-sequence-tokens must be at most the model's context of 1024, got 1025");
  }

  @Test
  void moreThanTheContextOfACausalDrafterIsRefused() {
    TargetSpec target = targetOnly.models().target().spec();
    TargetSpec shorter =
        new TargetSpec(target.transformer(), target.tieWordEmbeddings(), 512, List.of());
    ModelSpecs specs = new ModelSpecs(target, new DraftPolicy.Autoregressive(shorter));

    assertThat(limits(specs, 512).maxSequenceTokens()).isEqualTo(512);
    assertThatThrownBy(() -> limits(specs, 513))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max-sequence-tokens must be at most the drafter's context of 512, got 513");
    assertThatThrownBy(() -> limits(specs, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "max-sequence-tokens must be at most the drafter's context of 512, got 0, which is the"
                + " model's 1024");
  }

  private static EngineLimits limits(ModelSpecs specs, int maxTokens) {
    return EngineLimits.of(
        specs,
        ElementType.FLOAT32,
        new EngineSettings(8, MUCH_MEMORY, maxTokens, VerifiedLength.ALL, 256, 1));
  }

  @Test
  void verifyingMoreThanIsProposedIsRefused() {
    assertThatThrownBy(() -> limits(withDraft, MUCH_MEMORY, 0, VerifiedLength.of(17)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "verified-length must be adaptive, all or 1 to 16, which is what the drafter proposes, got 17");
  }

  @Test
  void memoryForLessThanOneSequenceIsRefused() {
    assertThatThrownBy(() -> limits(withDraft, 1_000, 0, VerifiedLength.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("kv-memory must hold at least one sequence of 1041 tokens");
  }
}
