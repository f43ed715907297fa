package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  @Test
  void knowsNamesTypesAndShapes() {
    new SafetensorsWriter()
        .f32("a", TensorShape.of(2, 3), 1)
        .bits16("b", "BF16", 0x3f80)
        .write(file());

    try (SafetensorsFile weights = SafetensorsFile.open(file())) {
      assertThat(weights.names()).containsExactlyInAnyOrder("a", "b");
      assertThat(weights.contains("c")).isFalse();
      assertThat(weights.info("a").shape()).isEqualTo(TensorShape.of(2, 3));
      assertThat(weights.info("a").dtype()).isEqualTo(Dtype.F32);
      assertThat(weights.info("b").dtype()).isEqualTo(Dtype.BF16);
      assertThat(weights.info("b").file()).isEqualTo(file());
    }
  }

  @Test
  void readsAnyRangeIntoTheRestOfTheBuffer() {
    new SafetensorsWriter()
        .f32("a", TensorShape.of(2), 7)
        .f32("b", TensorShape.of(2, 3), 0, 1, 2, 3, 4, 5)
        .write(file());
    FloatBuffer into = FloatBuffer.allocate(5).put(9).limit(4);

    try (SafetensorsFile weights = SafetensorsFile.open(file())) {
      weights.read("b", 2, into);
    }

    assertThat(into.array()).containsExactly(9, 2, 3, 4, 0);
    assertThat(into.hasRemaining()).isFalse();
  }

  @Test
  void readsMoreThanOneChunkOfEachTypeIntoDirectMemory() {
    int values = 300_001;
    int[] bits = new int[values];
    float[] expected = new float[values];
    for (int i = 0; i < values; i++) {
      bits[i] = 0x3f80 + i % 0x400;
      expected[i] = Float.intBitsToFloat(bits[i] << 16);
    }
    new SafetensorsWriter()
        .bits16("bf16", "BF16", bits)
        .f32("f32", TensorShape.of(values), expected)
        .write(file());
    FloatBuffer into =
        ByteBuffer.allocateDirect(4 * values).order(ByteOrder.nativeOrder()).asFloatBuffer();
    float[] got = new float[values];

    try (SafetensorsFile weights = SafetensorsFile.open(file())) {
      for (String name : weights.names()) {
        weights.read(name, 0, into.clear());
        into.flip().get(got);
        assertThat(got).as(name).isEqualTo(expected);
      }
    }
  }

  @Test
  void readsScalarsAndEmptyTensors() {
    new SafetensorsWriter()
        .f32("scalar", TensorShape.of(), 3)
        .f32("empty", TensorShape.of(0, 4))
        .write(file());
    FloatBuffer one = FloatBuffer.allocate(1);

    try (SafetensorsFile weights = SafetensorsFile.open(file())) {
      weights.read("scalar", 0, one);
      weights.read("empty", 0, FloatBuffer.allocate(0));
    }

    assertThat(one.get(0)).isEqualTo(3);
  }

  @Test
  void refusesReadsOutsideATensor() {
    new SafetensorsWriter().f32("a", TensorShape.of(4), 1).write(file());

    try (SafetensorsFile weights = SafetensorsFile.open(file())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> weights.read("a", 2, FloatBuffer.allocate(3)))
          .withMessage("tensor a has 4 values, asked for 3 from 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> weights.read("a", -1, FloatBuffer.allocate(1)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> weights.info("b"))
          .withMessageEndingWith("there is no tensor b");
    }
  }

  @Test
  void refusesToReadOtherTypesAsFloats() {
    new SafetensorsWriter().raw("a", "I64", TensorShape.of(1), new byte[8]).write(file());

    try (SafetensorsFile weights = SafetensorsFile.open(file())) {
      assertThatThrownBy(() -> weights.read("a", 0, FloatBuffer.allocate(1)))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageEndingWith("tensor a must be stored as F32, F16 or BF16, got I64");
    }
  }

  @Test
  void saysWhichFileCannotBeRead() {
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("absent.safetensors")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("absent.safetensors");
  }
}
