package io.flinkdomino.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.model.DraftSpec;
import io.flinkdomino.runtime.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantsTest {

  @TempDir Path scratch;

  @BeforeEach
  void write() {
    assertThat(Variants.all(scratch)).isNotEmpty();
  }

  @Test
  void dflashIsTheBundledDrafterWithoutItsHead() {
    DraftSpec domino = spec(Variants.DOMINO);
    DraftSpec dflash = spec("dflash");

    assertThat(domino.dominoHead()).isPresent();
    assertThat(dflash.dominoHead()).isEmpty();
    assertThat(dflash.transformer()).isEqualTo(domino.transformer());
    assertThat(dflash.maxDraftTokens()).isEqualTo(domino.maxDraftTokens());
  }

  @Test
  void scrambledDrafterHasTheSameWeightsElsewhere() throws IOException {
    Path domino = folder(Variants.lengths("domino", scratch.resolve("1")));
    Path scrambled = folder(Variants.lengths("scrambled", scratch.resolve("2")));

    assertThat(DraftSpec.of(ModelFolder.open(scrambled)).dominoHead()).isPresent();
    byte[] before = Files.readAllBytes(domino.resolve("model.safetensors"));
    byte[] after = Files.readAllBytes(scrambled.resolve("model.safetensors"));
    assertThat(after).isNotEqualTo(before);
    Arrays.sort(before);
    Arrays.sort(after);
    assertThat(after).isEqualTo(before);
  }

  private static Path folder(List<Variant> variants) {
    return variants.get(1).draft().folder().orElseThrow();
  }

  @Test
  void everyDrafterHasEveryLength() {
    assertThat(Variants.lengths("prompt-lookup", scratch))
        .extracting(variant -> variant.verifiedLength().text())
        .containsExactly("all", "adaptive", "1", "2", "4", "8", "all");
    assertThatThrownBy(() -> Variants.lengths("eagle", scratch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got eagle");
  }

  @Test
  void othersAreComparedWithTargetOnly() {
    assertThat(Variants.all(scratch).get(0).name()).isEqualTo(Variants.TARGET_ONLY);
    assertThat(Variants.all(scratch)).extracting(Variant::name).doesNotHaveDuplicates();
  }

  @Test
  void unknownNamesAreRefusedWithThoseThatExist() {
    assertThatThrownBy(() -> Variants.named("eagle", scratch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("variant must be one of [target-only, domino,")
        .hasMessageEndingWith("got eagle");
  }

  @Test
  void drawnVariantsAreForTheEngineBenchmarkOnly() {
    assertThat(Variants.all(scratch))
        .filteredOn(variant -> variant.temperature() == 1)
        .extracting(Variant::name)
        .containsExactly(Variants.SAMPLED_TARGET_ONLY, Variants.SAMPLED_DOMINO_4);
    assertThatThrownBy(() -> Variants.named(Variants.SAMPLED_DOMINO_4, scratch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got domino verified 4, temperature 1");
  }

  private DraftSpec spec(String variant) {
    return DraftSpec.of(
        ModelFolder.open(Variants.named(variant, scratch).draft().folder().orElseThrow()));
  }
}
