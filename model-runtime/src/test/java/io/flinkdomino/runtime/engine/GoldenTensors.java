package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.model.SafetensorsFile;
import java.nio.FloatBuffer;

/** The tensors that the reference implementation recorded for a model's first prompts. */
final class GoldenTensors implements AutoCloseable {

  private final SafetensorsFile file;

  private GoldenTensors(SafetensorsFile file) {
    this.file = file;
  }

  static GoldenTensors of(Golden golden) {
    return new GoldenTensors(
        SafetensorsFile.open(golden.expected().resolve("expected.safetensors")));
  }

  /** How many prompts, from the first, have tensors. */
  int prompts() {
    return (int) file.names().stream().filter(name -> name.endsWith(".logits")).count();
  }

  boolean has(int prompt, String what) {
    return file.contains(prompt + "." + what);
  }

  /** One tensor, flat in row-major order. */
  float[] read(int prompt, String what) {
    String name = prompt + "." + what;
    float[] values = new float[Math.toIntExact(file.info(name).shape().elements())];
    file.read(name, 0, FloatBuffer.wrap(values));
    return values;
  }

  @Override
  public void close() {
    file.close();
  }
}
