package io.flinkdomino.runtime.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;

/** A handle to a tensor on a device; it dies with the {@link TensorScope} that made it. */
public final class Tensor {

  private final PtNDArray array;

  Tensor(NDArray array) {
    this.array = (PtNDArray) array;
  }

  /** Sizes of the dimensions. */
  public long[] shape() {
    return array.getShape().getShape();
  }

  /** Copies the elements to the host, in row-major order; waits for the device. */
  public long[] toLongs() {
    return array.toLongArray();
  }

  /** Copies the elements of a float32 tensor to the host, in row-major order. */
  public float[] toFloats() {
    return array.toFloatArray();
  }

  /** Copies the elements of a float64 tensor to the host, in row-major order. */
  public double[] toDoubles() {
    return array.toDoubleArray();
  }

  PtNDArray djl() {
    return array;
  }
}
