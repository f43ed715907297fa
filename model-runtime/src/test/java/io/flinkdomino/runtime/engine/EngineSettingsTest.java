package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.length.VerifiedLength;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineSettingsTest {

  private static Arguments refused(ThrowingCallable settings, String message) {
    return Arguments.of(settings, message);
  }

  private static EngineSettings settings(
      int maxBatch, long kvBytes, int maxTokens, int verified, int prefill, int threads) {
    return new EngineSettings(
        maxBatch, kvBytes, maxTokens, VerifiedLength.of(verified), prefill, threads);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        refused(() -> settings(0, 1, 0, 1, 1, 1), "maxBatch must be at least 1, got 0"),
        refused(() -> settings(1, 0, 0, 1, 1, 1), "kvMemoryBytes must be at least 1, got 0"),
        refused(() -> settings(1, 1, -1, 1, 1, 1), "maxSequenceTokens must be at least 0, got -1"),
        refused(() -> settings(1, 1, 0, 0, 1, 1), "verifiedLength must be at least 1, got 0"),
        refused(() -> settings(1, 1, 0, 1, 0, 1), "prefillTokensPerStep must be at least 1, got 0"),
        refused(() -> settings(1, 1, 0, 1, 1, 0), "intraOpThreads must be at least 1, got 0"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesOutsideTheirRangeAreRefused(ThrowingCallable settings, String message) {
    assertThatThrownBy(settings).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void smallestValuesAreAllowed() {
    assertThat(settings(1, 1, 0, 1, 1, 1).maxBatch()).isEqualTo(1);
  }
}
