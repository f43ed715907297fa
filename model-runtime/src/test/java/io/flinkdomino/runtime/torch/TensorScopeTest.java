package io.flinkdomino.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorScopeTest {

  @Test
  void closedChildLeavesNothingInItsParent() {
    try (TensorScope parent = TensorScope.open(TorchDevice.CPU, "test")) {
      parent.longs(1);
      try (TensorScope child = parent.child()) {
        child.longs(2, 3);
        assertThat(child.size()).isEqualTo(1);
      }
      assertThat(parent.size()).isEqualTo(1);
    }
  }

  @Test
  void tensorsDieWithTheirScope() {
    TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");
    Tensor tensor = scope.longs(1);
    scope.close();

    assertThatThrownBy(tensor::toLongs).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void mayBeClosedTwice() {
    TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");
    scope.close();
    scope.close();
  }

  @ParameterizedTest
  @EnumSource
  void tensorsOfEveryTypeCanBeMade(ElementType type) {
    try (TensorScope scope = TensorScope.open(TorchDevice.CPU, "test")) {
      assertThat(scope.zeros(type, 2, 3).shape()).containsExactly(2, 3);
      assertThat(scope.size()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lastingTensorsOfEveryTypeLeaveNothingElse(ElementType type) {
    try (TensorScope scope = TensorScope.open(TorchDevice.CPU, "test")) {
      assertThat(scope.lasting(type, 2, 3).shape()).containsExactly(2, 3);
      assertThat(scope.size()).isEqualTo(1);
    }
  }

  @Test
  void lastingTensorsAreZeros() {
    try (TensorScope scope = TensorScope.open(TorchDevice.CPU, "test")) {
      assertThat(scope.lasting(ElementType.FLOAT32, 3).toFloats()).containsExactly(0, 0, 0);
      assertThat(scope.lasting(ElementType.INT64, 2).toLongs()).containsExactly(0, 0);
    }
  }

  @Test
  void zerosHaveTheirShape() {
    try (TensorScope scope = TensorScope.open(TorchDevice.CPU, "test")) {
      Tensor zeros = scope.zeros(ElementType.FLOAT32, 2, 0, 3);

      assertThat(zeros.shape()).containsExactly(2, 0, 3);
      assertThat(scope.zeros(ElementType.INT64, 2).toLongs()).containsExactly(0, 0);
    }
  }
}
