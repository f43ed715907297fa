package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected values computed with {@code cat FILES | sha256sum | cut -c1-16}. */
class FingerprintsTest {

  private static final Path TINY = Path.of("../tests/golden/tiny");
  private static final Path SHARDED =
      Path.of("../tests/golden/parity/qwen3-bf16-sharded-legacy-head/target");

  @TempDir Path folder;

  private static ModelFingerprint fingerprint(Path target, DraftChoice draft) {
    return Fingerprints.of(ModelFolders.open(target, draft));
  }

  @Test
  void namesAllPartsOfAModel() {
    DraftChoice draft = new DraftChoice.Folder(TINY.resolve("draft"));

    assertThat(fingerprint(TINY.resolve("target"), draft))
        .isEqualTo(
            new ModelFingerprint(
                "8e68937f66e6a7a3", "0521fb2e9c38b166", "22db94078e4f987c", "6b03d6ae0f9a8b88"));
  }

  @Test
  void leavesAbsentPartsEmptyAndReadsAllShards() {
    assertThat(fingerprint(SHARDED, new DraftChoice.None()))
        .isEqualTo(new ModelFingerprint("dd4440b999a2cc77", "", "", ""));
  }

  @Test
  void saysWhenTheSequenceItselfDrafts() {
    assertThat(fingerprint(SHARDED, new DraftChoice.PromptLookup()).draft())
        .isEqualTo("prompt-lookup");
  }

  @Test
  void changesWithOneWeight() {
    SyntheticModels.targetWeights().write(folder.resolve("model.safetensors"));
    SyntheticModels.folder(folder, SyntheticModels.targetConfig());
    ModelFingerprint before = fingerprint(folder, new DraftChoice.None());

    SyntheticModels.targetWeights()
        .f32("more", TensorShape.of(1), 1)
        .write(folder.resolve("model.safetensors"));

    assertThat(fingerprint(folder, new DraftChoice.None()).target()).isNotEqualTo(before.target());
  }
}
