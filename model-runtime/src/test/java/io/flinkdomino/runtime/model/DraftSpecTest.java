package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftSpecTest {

  @TempDir Path folder;
  @TempDir Path targetFolder;

  private final ObjectNode config = SyntheticModels.draftConfig();
  private final ObjectNode dflash = SyntheticModels.dflash(config);

  private DraftSpec read() {
    return SyntheticModels.draft(folder, config);
  }

  private void refused(String... words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(folder.resolve("config.json") + ": ")
        .hasMessageContainingAll(words);
  }

  @Test
  void readsADominoDrafter() {
    DraftSpec spec = read();

    assertThat(spec.blockSize()).isEqualTo(8);
    assertThat(spec.shiftLabel()).isTrue();
    assertThat(spec.maskTokenId()).isEqualTo(19);
    assertThat(spec.targetLayerIds()).containsExactly(0);
    assertThat(spec.targetLayers()).isEqualTo(2);
    assertThat(spec.hasDominoHead()).isTrue();
    assertThat(spec.dominoHead()).contains(new DominoHeadSpec(3, 5, 1));
    assertThat(spec.transformer().layers()).isEqualTo(1);
  }

  @Test
  void draftsOneMoreTokenWhenLabelsAreShifted() {
    assertThat(read().maxDraftTokens()).isEqualTo(8);

    dflash.remove("shift_label");

    assertThat(read().shiftLabel()).isFalse();
    assertThat(read().maxDraftTokens()).isEqualTo(7);
  }

  @Test
  void readsTheOldNamesOfTheDominoHead() {
    config.putArray("architectures").add("DFlashDraftModel");

    assertThat(read().hasDominoHead()).isTrue();

    dflash.put("projector_type", "causal_v5");

    assertThat(read().hasDominoHead()).isTrue();
  }

  @Test
  void hasNoHeadWithoutProjectorUnlessTheArchitectureIsDomino() {
    dflash.remove("projector_type");

    assertThat(read().hasDominoHead()).isTrue();

    config.putArray("architectures").add("DFlashDraftModel");

    assertThat(read().hasDominoHead()).isFalse();
  }

  @Test
  void assumesNoPureDraftPrefix() {
    dflash.remove("pure_draft_prefix_len");

    assertThat(read().dominoHead()).contains(new DominoHeadSpec(3, 5, 0));
  }

  @Test
  void spreadsTargetLayersWhereTheyAreAbsent() {
    dflash.remove("target_layer_ids");
    config.put("num_target_layers", 36).put("num_hidden_layers", 5);

    assertThat(read().targetLayerIds()).containsExactly(1, 9, 17, 25, 33);
  }

  @Test
  void refusesTheLastTargetLayer() {
    dflash.putArray("target_layer_ids").add(0).add(1);

    refused(
        "dflash_config.target_layer_ids must be between 0 and num_target_layers - 2 = 0,"
            + " got [0, 1]");
  }

  @Test
  void refusesAnEmptyListOfTargetLayers() {
    dflash.putArray("target_layer_ids");

    refused("target_layer_ids must be between 0 and num_target_layers - 2 = 0, got []");
  }

  @Test
  void refusesTargetLayersThatAreNoNumbers() {
    dflash.putArray("target_layer_ids").add("one");

    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            folder.resolve("config.json")
                + ": dflash_config.target_layer_ids must be an integer from 0 or a list of them,"
                + " got [\"one\"]");
  }

  @Test
  void refusesABlockOfOne() {
    config.put("block_size", 1);
    dflash.put("pure_draft_prefix_len", 0);

    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(folder.resolve("config.json") + ": block_size must be between 2 and 64, got 1");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    config.put("block_size", 65);
    dflash.put("mask_token_id", 20);
    dflash.put("projector_type", "markov");
    dflash.put("attention_mode", "mla");
    dflash.put("shift_label", "yes");
    dflash.putArray("attention_modes").add("kda");

    refused(
        "6 problems",
        "block_size must be between 2 and 64, got 65",
        "dflash_config.mask_token_id must be between 0 and 19, got 20",
        "dflash_config.projector_type must be absent, domino or causal_v5, got markov",
        "dflash_config.attention_mode must be gqa, got mla",
        "dflash_config.shift_label must be true or false, got \"yes\"",
        "dflash_config.attention_modes is not supported");
  }

  @Test
  void refusesHeadsWithoutSizesAndPrefixesLongerThanTheBlock() {
    dflash.remove("emb_dim");
    dflash.put("gru_hidden_dim", 0).put("pure_draft_prefix_len", 9);

    refused(
        "dflash_config.emb_dim is missing",
        "dflash_config.gru_hidden_dim must be between 1 and 1048576, got 0",
        "dflash_config.pure_draft_prefix_len must be between 0 and 8, got 9");
  }

  @Test
  void blamesOnlyWhatIsMissing() {
    config.remove("num_target_layers");
    config.remove("vocab_size");
    config.put("block_size", 1).put("num_attention_heads", 0).remove("head_dim");
    dflash.put("pure_draft_prefix_len", 2);

    refused(
        "4 problems",
        "num_target_layers is missing",
        "vocab_size is missing",
        "num_attention_heads must be between 1 and",
        "block_size must be between 2 and 64, got 1");
  }

  @Test
  void refusesConfigurationsWithoutDraftSection() {
    config.remove("dflash_config");

    refused("dflash_config.mask_token_id is missing", "dflash_config.emb_dim is missing");
  }

  @Test
  void refusesTargetsInItsPlace() {
    config.putArray("architectures").add("Qwen3ForCausalLM");

    refused("architectures must be [DominoDraftModel or DFlashDraftModel], got [Qwen3ForCausalLM]");
  }

  @Test
  void matchesItsTarget() {
    TargetSpec target = SyntheticModels.target(targetFolder, SyntheticModels.targetConfig());

    assertThatCode(() -> read().requireMatches(target)).doesNotThrowAnyException();
  }

  @Test
  void saysAllThatDiffersFromAnotherTarget() {
    ObjectNode other = SyntheticModels.targetConfig();
    other.put("hidden_size", 16).put("vocab_size", 40).put("num_hidden_layers", 3);
    TargetSpec target = SyntheticModels.target(targetFolder, other);

    assertThatThrownBy(() -> read().requireMatches(target))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(
            folder.resolve("config.json") + ": hidden_size must be the target model's 16, got 8",
            "vocab_size must be the target model's 40, got 20",
            "num_target_layers must be the target model's 3, got 2");
  }
}
