package io.flinkdomino.runtime.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Owns the native memory of the tensors made in it. One decode step is one scope; what outlives a
 * step belongs to a longer scope with a name. One thread at a time.
 */
public final class TensorScope implements AutoCloseable {

  private final PtNDManager manager;
  private final TorchDevice device;

  private TensorScope(NDManager manager, TorchDevice device) {
    this.manager = (PtNDManager) manager;
    this.device = device;
  }

  /** Opens a scope of its own on a device. */
  public static TensorScope open(TorchDevice device, String name) {
    NDManager manager = TorchDevice.engine().newBaseManager(device.djl());
    manager.setName(name);
    return new TensorScope(manager, device);
  }

  /** Opens a scope that closes with this one at the latest. */
  public TensorScope child() {
    return new TensorScope(manager.newSubManager(), device);
  }

  public TorchDevice device() {
    return device;
  }

  /** Zeros of a shape. */
  public Tensor zeros(ElementType type, long... shape) {
    // DJL's native library aborts the JVM when it is asked for a bfloat16 tensor.
    return type == ElementType.BFLOAT16
        ? lasting(type, shape)
        : new Tensor(manager.zeros(new Shape(shape), type.djl()));
  }

  /**
   * Zeros for what outlives a step. PyTorch keeps no book of views of them or of what is written
   * into them, so programs use them with less effort; only programs may write into them.
   */
  public Tensor lasting(ElementType type, long... shape) {
    try (TensorScope loading = child()) {
      TorchProgram transfer = TorchProgram.load(loading, "transfer", Map.of(), List.of());
      return transfer.tensor(this, "zeros", shape, type.scalarType(), loading.longs(0));
    }
  }

  /** A one-dimensional int64 tensor. */
  public Tensor longs(long... values) {
    return new Tensor(manager.create(values, new Shape(values.length)));
  }

  /** An int64 tensor of a shape, in row-major order. */
  public Tensor longs(long[] values, long... shape) {
    return new Tensor(manager.create(values, new Shape(shape)));
  }

  /** A float64 tensor of a shape, in row-major order; one-dimensional without one. */
  public Tensor doubles(double[] values, long... shape) {
    return new Tensor(
        manager.create(values, shape.length == 0 ? new Shape(values.length) : new Shape(shape)));
  }

  /**
   * A float32 tensor of the buffer's remaining elements, in row-major order; one-dimensional
   * without a shape.
   */
  public Tensor floats(FloatBuffer values, long... shape) {
    return new Tensor(
        manager.create(
            values, shape.length == 0 ? new Shape(values.remaining()) : new Shape(shape)));
  }

  /** Takes over a tensor from the scope that owns it: it lives as long as this one from now on. */
  public Tensor adopt(Tensor tensor) {
    tensor.djl().attach(manager);
    return tensor;
  }

  /** Tensors and scopes alive in this scope, those of child scopes excluded. */
  public int size() {
    return manager.getManagedArrays().size();
  }

  PtNDManager djl() {
    return manager;
  }

  @Override
  public void close() {
    manager.close();
  }
}
