package io.flinkdomino.runtime.kvcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.torch.ElementType;
import org.junit.jupiter.api.Test;

class KvCapacityTest {

  @Test
  void asManySlotsAsTheBudgetHoldsWhole() {
    assertThat(KvCapacity.within(2_999, 10, 100, 64)).isEqualTo(new KvCapacity(2, 100));
    assertThat(KvCapacity.within(3_000, 10, 100, 64)).isEqualTo(new KvCapacity(3, 100));
  }

  @Test
  void neverMoreSlotsThanTheBatchWants() {
    assertThat(KvCapacity.within(Long.MAX_VALUE, 10, 100, 64)).isEqualTo(new KvCapacity(64, 100));
  }

  @Test
  void slotsOfMoreThanTwoGigabytesAreCountedRight() {
    long slotBytes = 1_000_000L * 40_000;

    assertThat(KvCapacity.within(2 * slotBytes, 1_000_000, 40_000, 8).slots()).isEqualTo(2);
  }

  @Test
  void budgetBelowOneSequenceIsRefused() {
    assertThatThrownBy(() -> KvCapacity.within(999, 10, 100, 64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "kv-memory must hold at least one sequence of 100 tokens, which takes 1000 bytes, got"
                + " 999 bytes; raise kv-memory or lower max-sequence-tokens");
  }

  @Test
  void tokenTakesKeysAndValuesOfAllLayers() {
    KvShape qwen3Of8B = new KvShape(36, 8, 128);

    assertThat(qwen3Of8B.bytesPerToken(ElementType.BFLOAT16)).isEqualTo(2 * 36 * 8 * 128 * 2);
    assertThat(qwen3Of8B.bytesPerToken(ElementType.FLOAT32)).isEqualTo(2 * 36 * 8 * 128 * 4);
  }
}
