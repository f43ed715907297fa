package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Brings float32 weights, or what is kept for each of them, from a device to a file and back, under
 * the names of a layout. A tied output head has no tensor of its own.
 */
public final class StoredWeights {

  private StoredWeights() {}

  /**
   * Writes a file.
   *
   * @param weights one float32 tensor for each stored entry of the layout
   * @param dtype F32 or BF16
   * @throws UncheckedIOException if writing fails
   */
  public static void save(Path file, WeightLayout layout, List<Tensor> weights, Dtype dtype) {
    try (SafetensorsOutput output = new SafetensorsOutput(file, layout.tensors(), dtype)) {
      for (Tensor weight : weights) {
        // Stacked tensors follow one another in the weight as in the file.
        float[] values = weight.toFloats();
        output.append(values, 0, values.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file + " failed: " + e.getMessage(), e);
    }
  }

  /**
   * Reads weights as float32.
   *
   * @param scope owns the tensors
   * @return one tensor for each stored entry of the layout
   * @throws ModelFormatException if a tensor is missing or has another shape
   */
  public static List<Tensor> load(WeightLayout layout, Weights weights, TensorScope scope) {
    layout.check(weights);
    return new WeightUploader(scope, ElementType.FLOAT32).upload(layout.stored(), weights);
  }
}
