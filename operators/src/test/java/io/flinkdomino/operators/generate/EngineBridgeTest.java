package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flinkdomino.runtime.engine.DecodeEngine;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineBridgeTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String THREAD = "engine-bridge-test";

  private static ModelStore.Lease models;

  private final RecordingListener listener = new RecordingListener();

  @BeforeAll
  static void load() {
    models = ModelStore.acquire(Tiny.settings().modelSource());
  }

  @AfterAll
  static void unload() {
    models.close();
  }

  @Test
  void decodesWhatCameBeforeAndAfterTheStart() {
    try (EngineBridge bridge = bridge(() -> Tiny.engine(models.models()))) {
      bridge.submit(InFlight.of(Tiny.prompt("before", 3)));
      bridge.start();
      awaitResults(1);
      bridge.submit(InFlight.of(Tiny.prompt("after", 5)));
      awaitResults(2);
    }

    assertThat(listener.outcomes)
        .extracting(outcome -> outcome.request().id() + " " + Outcomes.tokens(outcome))
        .containsExactly("before 3", "after 5");
    assertThat(listener.failures).isEmpty();
  }

  @Test
  void reportsTheStatusOfEveryStep() {
    try (EngineBridge bridge = bridge(() -> Tiny.engine(models.models()))) {
      bridge.start();
      bridge.submit(InFlight.of(Tiny.prompt("a", 3)));
      awaitResults(1);

      assertThat(listener.status.stats().steps()).isEqualTo(3);
      assertThat(listener.status.running()).isZero();
    }
  }

  @Test
  void countsSequencesThatWaitForOneOfTwoSlots() {
    try (EngineBridge bridge = bridge(() -> Tiny.engine(models.models()))) {
      for (int i = 0; i < 5; i++) {
        bridge.submit(InFlight.of(Tiny.prompt("p" + i, 3)));
      }
      bridge.start();
      awaitResults(5);

      assertThat(listener.mostWaiting).isEqualTo(3);
      assertThat(listener.status.waiting()).isZero();
    }
  }

  @Test
  void reportsAnEngineThatDoesNotOpen() {
    IllegalStateException failure = new IllegalStateException("no device");
    try (EngineBridge bridge =
        bridge(
            () -> {
              throw failure;
            })) {
      bridge.start();

      await().atMost(DEADLINE).until(() -> !listener.failures.isEmpty());
      awaitNoThread();
    }
    assertThat(listener.failures).containsExactly(failure);
    assertThat(listener.hadOpened).isFalse();
  }

  @Test
  void reportsAnEngineThatFailsMidway() {
    try (EngineBridge bridge = bridge(() -> Tiny.engine(models.models()))) {
      bridge.start();
      bridge.submit(InFlight.of(Tiny.prompt("fine", 3)));
      awaitResults(1);

      bridge.submit(
          InFlight.of(new EncodedPrompt(Tiny.prompt("too long", 1).request(), new int[5_000])));

      await().atMost(DEADLINE).until(() -> !listener.failures.isEmpty());
      awaitNoThread();
    }
    assertThat(listener.hadOpened).isTrue();
    assertThat(listener.failures)
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("prompt must have at most 1023 tokens, got 5000"));
  }

  @Test
  void closeEndsTheThreadMidSequenceAndNothingComesAfterIt() {
    EngineBridge bridge = bridge(() -> Tiny.engine(models.models()));
    bridge.submit(InFlight.of(Tiny.prompt("long", Tiny.LONG)));
    bridge.start();
    await().atMost(DEADLINE).until(() -> listener.steps.get() > 3);

    bridge.close();

    assertThat(threads()).isEmpty();
    int steps = listener.steps.get();
    bridge.submit(InFlight.of(Tiny.prompt("late", 1)));
    assertThat(listener.steps).hasValue(steps);
    assertThat(listener.outcomes).isEmpty();
    assertThat(listener.failures).isEmpty();
  }

  @Test
  void closeEndsAThreadThatWaitsForPrompts() {
    EngineBridge bridge = bridge(() -> Tiny.engine(models.models()));
    bridge.start();
    await()
        .atMost(DEADLINE)
        .until(() -> threads().stream().anyMatch(t -> t.getState() == Thread.State.WAITING));

    bridge.close();

    assertThat(threads()).isEmpty();
    assertThat(listener.failures).isEmpty();
  }

  @Test
  void interruptedCloseStillEndsTheThreadAndStaysInterrupted() {
    EngineBridge bridge = bridge(() -> Tiny.engine(models.models()));
    bridge.submit(InFlight.of(Tiny.prompt("long", Tiny.LONG)));
    bridge.start();
    await().atMost(DEADLINE).until(() -> listener.steps.get() > 0);

    Thread.currentThread().interrupt();
    bridge.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(threads()).isEmpty();
  }

  @Test
  void closeWithoutStartDoesNothing() {
    bridge(() -> Tiny.engine(models.models())).close();

    assertThat(listener.failures).isEmpty();
  }

  private EngineBridge bridge(Supplier<DecodeEngine> factory) {
    return new EngineBridge(THREAD, factory, listener);
  }

  private void awaitResults(int count) {
    await().atMost(DEADLINE).until(() -> listener.outcomes.size() == count);
  }

  private static void awaitNoThread() {
    await().atMost(DEADLINE).until(() -> threads().isEmpty());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(THREAD))
        .toList();
  }
}
