package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings weights from files to a device, in pieces, so that no tensor is ever on the host whole. It
 * converts to the device's element type on the way.
 */
final class WeightUploader {

  private static final int PIECE = 1 << 22; // elements: 16 MiB of float32

  private final TensorScope scope;
  private final ElementType type;
  private final TorchProgram transfer;

  /** Uploads into a scope that lives as long as the model. */
  WeightUploader(TensorScope scope, ElementType type) {
    this.scope = scope;
    this.type = type;
    this.transfer = TorchProgram.load(scope, "transfer", Map.of(), List.of());
  }

  /** Uploads entries of a layout, in its order; the weights must have passed its check. */
  List<Tensor> upload(List<WeightEntry> entries, Weights weights) {
    FloatBuffer piece =
        ByteBuffer.allocateDirect(PIECE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    List<Tensor> tensors = new ArrayList<>();
    for (WeightEntry entry : entries) {
      tensors.add(entry.sharesEmbedding() ? tensors.get(0) : place(entry, weights, piece));
    }
    return tensors;
  }

  // Products of a few rows, as a verification or a draft has them, are faster by columns.
  private Tensor place(WeightEntry entry, Weights weights, FloatBuffer piece) {
    boolean byColumns =
        entry.isMatrix() && type == ElementType.FLOAT32 && scope.device().equals(TorchDevice.CPU);
    if (!byColumns) {
      return upload(scope, entry, weights, piece);
    }
    try (TensorScope rows = scope.child()) {
      return transfer.tensor(scope, "by_columns", upload(rows, entry, weights, piece));
    }
  }

  private Tensor upload(TensorScope owner, WeightEntry entry, Weights weights, FloatBuffer piece) {
    Tensor whole = owner.lasting(type, entry.shape().toArray());
    long at = 0;
    for (int i = 0; i < entry.names().size(); i++) {
      long elements = entry.shapes().get(i).elements();
      for (long read = 0; read < elements; read += piece.limit()) {
        piece.clear().limit((int) Math.min(PIECE, elements - read));
        weights.read(entry.names().get(i), read, piece);
        at = write(whole, at, piece.flip());
      }
    }
    return whole;
  }

  private long write(Tensor whole, long at, FloatBuffer piece) {
    try (TensorScope copy = scope.child()) {
      return transfer.number("write", whole, at, copy.floats(piece));
    }
  }
}
