package io.flinkdomino.bundled.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrialTest {

  @Test
  void finishesASeedBeforeTheNext() {
    assertThat(Trial.of(List.of(Variant.DFLASH, Variant.DOMINO_NO_CURRICULUM), List.of(2L, 1L, 2L)))
        .extracting(Trial::toString)
        .containsExactly(
            "dflash-seed-2",
            "domino-no-curriculum-seed-2",
            "dflash-seed-1",
            "domino-no-curriculum-seed-1");
  }

  @Test
  void variantsDifferInTheirTraining() {
    assertThat(Stream.of(Variant.values()).map(Variant::options).toList())
        .isEqualTo(
            List.of(
                List.of("--kind", "dflash"),
                List.of("--kind", "domino", "--decay-ratio", "0"),
                List.of("--kind", "domino", "--decay-ratio", "0.5"),
                List.of("--kind", "domino", "--decay-ratio", "1.0"),
                List.of("--kind", "autoregressive")));
  }

  @Test
  void unknownVariantIsToldTheNames() {
    assertThatThrownBy(() -> Variant.named("eagle"))
        .hasMessageContaining("domino-decay-100")
        .hasMessageContaining("got eagle");
  }
}
