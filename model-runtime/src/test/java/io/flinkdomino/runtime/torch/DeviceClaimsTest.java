package io.flinkdomino.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeviceClaimsTest {

  private static final List<String> THREE = List.of("cuda:0", "cuda:1", "cuda:4");
  private static final Duration NOT_AT_ALL = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(20);

  private final DeviceClaims claims = new DeviceClaims();

  @Test
  void everyClaimGetsADeviceOfItsOwnUntilNoneIsLeft() throws Exception {
    assertThat(alone("a", NOT_AT_ALL)).contains("cuda:0");
    assertThat(alone("b", NOT_AT_ALL)).contains("cuda:1");
    assertThat(alone("c", NOT_AT_ALL)).contains("cuda:4");
    assertThat(alone("d", NOT_AT_ALL)).isEmpty();
    assertThat(claims.holders())
        .containsExactly(
            Map.entry("cuda:0", List.of("a")),
            Map.entry("cuda:1", List.of("b")),
            Map.entry("cuda:4", List.of("c")));
  }

  @Test
  void closedClaimFreesItsDeviceOnceOnly() throws Exception {
    DeviceClaims.Claim first = claims.alone(THREE, "a", NOT_AT_ALL).orElseThrow();
    first.close();
    assertThat(alone("b", NOT_AT_ALL)).contains("cuda:0");

    first.close();

    assertThat(claims.holders()).containsOnlyKeys("cuda:0");
  }

  @Test
  void waitsForADeviceThatIsReleased() throws Exception {
    DeviceClaims.Claim old = claims.alone(List.of("cuda:0"), "old", NOT_AT_ALL).orElseThrow();
    CompletableFuture<String> next = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                next.complete(claims.alone(List.of("cuda:0"), "new", LONG).orElseThrow().device());
              } catch (InterruptedException | RuntimeException e) {
                next.completeExceptionally(e);
              }
            });
    waiting.start();
    awaitTimedWaiting(waiting);
    assertThat(next).isNotDone();

    old.close();

    assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("cuda:0");
    assertThat(claims.holders()).containsEntry("cuda:0", List.of("new"));
  }

  @Test
  void interruptEndsTheWait() throws Exception {
    claims.alone(List.of("cuda:0"), "old", NOT_AT_ALL);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> claims.alone(List.of("cuda:0"), "new", LONG))
        .isInstanceOf(InterruptedException.class);
    assertThat(claims.holders()).containsEntry("cuda:0", List.of("old"));
  }

  @Test
  void thoseWhoNamedADeviceShareItAndNobodyGetsItAlone() throws Exception {
    DeviceClaims.Claim one = claims.shared("cuda:0", "a", NOT_AT_ALL).orElseThrow();
    DeviceClaims.Claim two = claims.shared("cuda:0", "b", NOT_AT_ALL).orElseThrow();
    assertThat(claims.holders()).containsEntry("cuda:0", List.of("a", "b"));
    assertThat(alone("c", NOT_AT_ALL)).contains("cuda:1");

    one.close();
    assertThat(alone("d", NOT_AT_ALL)).contains("cuda:4");
    two.close();

    assertThat(alone("e", NOT_AT_ALL)).contains("cuda:0");
  }

  @Test
  void deviceHeldAloneIsNotShared() throws Exception {
    claims.alone(THREE, "a", NOT_AT_ALL);

    assertThat(claims.shared("cuda:0", "b", NOT_AT_ALL)).isEmpty();
    assertThat(claims.shared("cuda:1", "b", NOT_AT_ALL)).isPresent();
  }

  @Test
  void manyThreadsNeverHoldOneDeviceTogether() throws Exception {
    ConcurrentLinkedQueue<String> inUse = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> twice = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Void>> users =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.runAsync(() -> use(inUse, twice)))
            .toList();
    for (CompletableFuture<Void> user : users) {
      user.get(20, TimeUnit.SECONDS);
    }

    assertThat(twice).isEmpty();
    assertThat(claims.holders()).isEmpty();
  }

  private void use(ConcurrentLinkedQueue<String> inUse, ConcurrentLinkedQueue<String> twice) {
    for (int i = 0; i < 500; i++) {
      try (DeviceClaims.Claim claim = claims.alone(THREE, "user", LONG).orElseThrow()) {
        if (inUse.contains(claim.device())) {
          twice.add(claim.device());
        }
        inUse.add(claim.device());
        inUse.remove(claim.device());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Optional<String> alone(String holder, Duration patience) throws InterruptedException {
    return claims.alone(THREE, holder, patience).map(DeviceClaims.Claim::device);
  }

  private static void awaitTimedWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
