package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.runtime.torch.ElementType;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a choice of drafter comes to, by the folder it names. */
class ModelFoldersTest {

  @TempDir Path target;
  @TempDir Path draft;

  @BeforeEach
  void writeTarget() {
    SyntheticModels.targetWeights().write(target.resolve("model.safetensors"));
    SyntheticModels.folder(target, SyntheticModels.targetConfig());
  }

  private void causal(ObjectNode config) {
    SyntheticModels.targetWeights().write(draft.resolve("model.safetensors"));
    SyntheticModels.folder(draft, config);
  }

  private DraftPolicy policy(DraftChoice choice) {
    return ModelFolders.open(target, choice).specs().draft();
  }

  private DraftPolicy policyOfFolder() {
    return policy(new DraftChoice.Folder(draft));
  }

  private void refused(String... words) {
    assertThatThrownBy(this::policyOfFolder)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void blockModelDraftsBlocks() {
    SyntheticModels.draftWeights("").write(draft.resolve("model.safetensors"));
    SyntheticModels.folder(draft, SyntheticModels.draftConfig());

    DraftPolicy policy = policyOfFolder();

    assertThat(policy).isInstanceOf(DraftPolicy.Block.class);
    assertThat(policy.featureLayers()).containsExactly(0);
    assertThat(policy.maxDraftTokens()).isEqualTo(8);
    assertThat(policy.lookahead()).isEqualTo(9);
  }

  @Test
  void causalModelDraftsAutoregressively() {
    causal(SyntheticModels.targetConfig());

    DraftPolicy policy = policyOfFolder();

    assertThat(policy).isInstanceOf(DraftPolicy.Autoregressive.class);
    assertThat(policy.featureLayers()).isEmpty();
    assertThat(policy.maxDraftTokens()).isEqualTo(8);
    assertThat(policy.lookahead()).isEqualTo(9);
    assertThat(policy.kvBytesPerToken(ElementType.FLOAT32)).isEqualTo(2L * 2 * 2 * 6 * 4);
    assertThat(policy.maxPositions()).isEqualTo(64);
  }

  @Test
  void promptLookupNeedsNoFolder() {
    DraftPolicy policy = policy(new DraftChoice.PromptLookup());

    assertThat(policy).isInstanceOf(DraftPolicy.PromptLookup.class);
    assertThat(policy.maxDraftTokens()).isEqualTo(8);
    assertThat(policy.lookahead()).isEqualTo(9);
    assertThat(policy.kvBytesPerToken(ElementType.FLOAT32)).isZero();
  }

  @Test
  void withoutDrafterAStepWritesOneEntry() {
    DraftPolicy policy = policy(new DraftChoice.None());

    assertThat(policy.maxDraftTokens()).isZero();
    assertThat(policy.lookahead()).isEqualTo(1);
  }

  @Test
  void otherArchitectureIsToldWhatIsSupported() {
    ObjectNode config = SyntheticModels.targetConfig();
    config.putArray("architectures").add("Qwen3ForSequenceClassification");
    causal(config);

    refused(
        "architectures must be [DominoDraftModel or DFlashDraftModel or Qwen3ForCausalLM]",
        "got [Qwen3ForSequenceClassification]");
  }

  @Test
  void causalModelOfAnotherVocabularyIsRefused() {
    causal(SyntheticModels.targetConfig().put("vocab_size", 21));

    refused(draft.resolve("config.json") + ": vocab_size must be the target model's 20, got 21");
  }

  @Test
  void causalModelWithAnotherTokenizerIsRefused() {
    causal(SyntheticModels.targetConfig());
    SyntheticModels.write(target.resolve("tokenizer.json"), "{\"one\": 1}");
    assertThat(policyOfFolder()).as("no tokenizer").isInstanceOf(DraftPolicy.Autoregressive.class);

    SyntheticModels.write(draft.resolve("tokenizer.json"), "{\"one\": 1}");
    assertThat(policyOfFolder()).as("the same").isInstanceOf(DraftPolicy.Autoregressive.class);

    SyntheticModels.write(draft.resolve("tokenizer.json"), "{\"one\": 2}");
    refused(
        draft.resolve("tokenizer.json")
            + ": must be the same file as the target model's "
            + target.resolve("tokenizer.json"));
  }

  @Test
  void causalModelMustBeComplete() {
    SyntheticModels.folder(draft, SyntheticModels.targetConfig());

    refused("tensor model.embed_tokens.weight [20, 8] is missing");
  }
}
