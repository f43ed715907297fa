package io.flinkdomino.runtime.batch;

import static io.flinkdomino.runtime.batch.Sequences.prefilled;
import static io.flinkdomino.runtime.batch.Sequences.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrefillChunkTest {

  @Test
  void firstPrefillCountsPromptTokensOnly() {
    Sequence sequence = waiting(5, 9);

    assertThat(new PrefillChunk(sequence, 0, 3).promptTokens()).isEqualTo(3);
    assertThat(new PrefillChunk(sequence, 3, 2).promptTokens()).isEqualTo(2);
  }

  @Test
  void tokensThatWereInASlotDoNotCountAgain() {
    Sequence sequence = prefilled(waiting(5, 9), 1);
    sequence.giveUpSlot();

    assertThat(new PrefillChunk(sequence, 0, 6).promptTokens()).isZero();
  }

  @Test
  void promptGivenUpHalfDoneCountsItsOtherHalf() {
    Sequence sequence = waiting(5, 9);
    sequence.prefill(2);
    sequence.giveUpSlot();

    assertThat(new PrefillChunk(sequence, 0, 1).promptTokens()).isZero();
    assertThat(new PrefillChunk(sequence, 1, 3).promptTokens()).isEqualTo(2);
    assertThat(new PrefillChunk(sequence, 4, 1).promptTokens()).isEqualTo(1);
  }

  @Test
  void earlyEndOfASecondPrefillForgetsNothing() {
    Sequence sequence = waiting(5, 9);
    sequence.prefill(4);
    sequence.giveUpSlot();
    sequence.prefill(1);
    sequence.giveUpSlot();

    assertThat(new PrefillChunk(sequence, 0, 5).promptTokens()).isEqualTo(1);
  }

  @Test
  void committedTokensAreNotPromptTokens() {
    Sequence sequence = waiting(5, 9);
    sequence.resume(Sequences.begun(List.of(1, 2)));

    assertThat(new PrefillChunk(sequence, 0, 7).promptTokens()).isEqualTo(5);
    assertThat(new PrefillChunk(sequence, 4, 3).promptTokens()).isEqualTo(1);
    assertThat(new PrefillChunk(sequence, 5, 2).promptTokens()).isZero();
  }

  @Test
  void prefillEndsBehindTheCommittedTokens() {
    Sequence sequence = waiting(5, 9);
    assertThat(new PrefillChunk(sequence, 0, 5).endsPrefill()).isTrue();

    sequence.resume(Sequences.begun(List.of(1, 2)));
    assertThat(new PrefillChunk(sequence, 0, 5).endsPrefill()).isFalse();
    assertThat(new PrefillChunk(sequence, 6, 1).endsPrefill()).isTrue();
  }
}
