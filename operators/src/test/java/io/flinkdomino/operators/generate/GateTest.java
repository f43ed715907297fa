package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final String ATTEMPT = "gate-test";

  @AfterEach
  void forgetGate() {
    Gate.close(ATTEMPT);
  }

  @Test
  void newGateIsOpenAndEmpty() {
    Gate gate = Gate.open(ATTEMPT);

    assertThat(gate.room()).isCompleted();
    assertThat(gate.empty()).isCompleted();
  }

  @Test
  void futuresCompleteWhenRoomComesBack() {
    Gate gate = Gate.open(ATTEMPT);
    gate.update(false, false);
    CompletableFuture<Void> room = gate.room();
    CompletableFuture<Void> empty = gate.empty();
    assertThat(room).isNotDone();
    assertThat(empty).isNotDone();

    gate.update(true, false);
    assertThat(room).isCompleted();
    assertThat(empty).isNotDone();

    gate.update(true, true);
    assertThat(empty).isCompleted();
  }

  @Test
  void futureStaysTheSameWhileNothingChanges() {
    Gate gate = Gate.open(ATTEMPT);
    gate.update(false, false);
    CompletableFuture<Void> room = gate.room();

    gate.update(false, false);

    assertThat(gate.room()).isSameAs(room);
  }

  @Test
  void closedAgainGateHandsOutAnotherFuture() {
    Gate gate = Gate.open(ATTEMPT);
    gate.update(false, false);
    gate.update(true, true);
    CompletableFuture<Void> opened = gate.room();

    gate.update(false, false);

    assertThat(gate.room()).isNotSameAs(opened).isNotDone();
    assertThat(opened).isCompleted();
  }

  @Test
  void readerAndOperatorOfAnAttemptFindTheSameGate() {
    Gate gate = Gate.open(ATTEMPT);

    assertThat(Gate.find(ATTEMPT)).containsSame(gate);
    assertThat(Gate.find("another attempt")).isEmpty();
  }

  @Test
  void gateIsForgottenWithItsAttempt() {
    Gate.open(ATTEMPT).update(false, false);

    Gate.close(ATTEMPT);

    assertThat(Gate.find(ATTEMPT)).isEmpty();
    assertThat(Gate.open(ATTEMPT).room()).isCompleted();
  }
}
