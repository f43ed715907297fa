package io.flinkdomino.runtime.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchProgramTest {

  private static final Map<String, Object> ATTRIBUTES =
      Map.of(
          "whole",
          -151_936_000_000L,
          "share",
          0.125,
          "yes",
          true,
          "no",
          false,
          "several",
          List.of(3L, -1L, 1L << 40),
          "none",
          List.of());

  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");

  @AfterEach
  void close() {
    scope.close();
  }

  private TorchProgram program() {
    return TorchProgram.load(scope, "attributes", ATTRIBUTES, List.of("tensors"));
  }

  @Test
  void attributesArriveAsTheyWere() {
    TorchProgram program = program();

    assertThat(program.number("whole_number")).isEqualTo(-151_936_000_000L);
    assertThat(program.number("thousandths")).isEqualTo(125);
    assertThat(program.number("flags")).isEqualTo(10);
    assertThat(program.number("item", 0)).isEqualTo(3);
    assertThat(program.number("item", 1)).isEqualTo(-1);
    assertThat(program.number("item", 2L)).isEqualTo(1L << 40);
    assertThat(program.number("sizes")).isEqualTo(300);
  }

  @Test
  void argumentsMayBeTensorsListsAndNumbers() {
    TorchProgram program = program();
    List<Tensor> tensors = List.of(scope.longs(1, 2), scope.longs(5, 6, 7));

    assertThat(program.number("bind", tensors)).isEqualTo(5);
    List<Tensor> products = program.tensors(scope, "first_and_last", new long[] {10, 20, 30});
    assertThat(products.get(0).toLongs()).containsExactly(10, 20);
    assertThat(products.get(1).toLongs()).containsExactly(150, 180, 210);
  }

  @Test
  void answersMayBeATensor() {
    Tensor twice =
        program().tensor(scope, "twice", scope.floats(FloatBuffer.wrap(new float[] {1.5f, -2})));

    assertThat(twice.toFloats()).containsExactly(3, -4);
    assertThat(twice.shape()).containsExactly(2);
  }

  @Test
  void badProgramIsNamed() {
    assertThatThrownBy(() -> TorchProgram.load(scope, "broken", Map.of(), List.of()))
        .isInstanceOf(EngineException.class)
        .hasMessage("loading program broken failed")
        .hasStackTraceContaining("no_such_operator");
  }

  @Test
  void programWithoutItsAttributesIsNamed() {
    assertThatThrownBy(() -> TorchProgram.load(scope, "attributes", Map.of(), List.of()))
        .isInstanceOf(EngineException.class)
        .hasMessage("loading program attributes failed");
  }

  @Test
  void missingProgramIsNamed() {
    assertThatThrownBy(() -> TorchProgram.load(scope, "absent", Map.of(), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("program absent.torchscript is missing from the jar");
  }

  @Test
  void failingMethodIsNamed() {
    TorchProgram program = program();

    assertThatThrownBy(() -> program.number("item", 3))
        .isInstanceOf(EngineException.class)
        .hasMessage("method item of program attributes failed")
        .hasCauseInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> program.number("no_such_method"))
        .isInstanceOf(EngineException.class)
        .hasMessage("method no_such_method of program attributes failed");
  }

  @Test
  void programStillRunsAfterAMethodFailed() {
    TorchProgram program = program();
    assertThatThrownBy(() -> program.number("item", 3)).isInstanceOf(EngineException.class);

    assertThat(program.number("item", 0)).isEqualTo(3);
  }
}
