package io.flinkdomino.runtime.kvcache;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;

/**
 * Where each slot stands, kept on the device so that a step needs nothing from the host.
 *
 * @param anchors [slots] int64, the last committed token
 * @param lengths [slots] int64, committed tokens of prompt and completion
 */
public record DecodeState(Tensor anchors, Tensor lengths) {

  /** Allocates the state of so many slots, to live as long as {@code scope}. */
  public static DecodeState allocate(TensorScope scope, int slots) {
    return new DecodeState(
        scope.lasting(ElementType.INT64, slots), scope.lasting(ElementType.INT64, slots));
  }
}
