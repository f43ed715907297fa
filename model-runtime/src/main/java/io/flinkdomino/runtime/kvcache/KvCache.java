package io.flinkdomino.runtime.kvcache;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;

/**
 * Keys and values of one model for a fixed number of slots, written in place by its program.
 *
 * <p>Every slot has room for the longest sequence, so a row never moves while it grows and the
 * running rows are a view of the cache, never a copy (decision 0002).
 *
 * @param entries [layers, 2, slots, capacity, kvHeads, headDim]: of each layer keys, then values
 */
public record KvCache(Tensor entries) {

  /** Allocates a cache that lives as long as {@code scope}. */
  public static KvCache allocate(
      TensorScope scope, KvShape shape, KvCapacity capacity, ElementType type) {
    return new KvCache(
        scope.lasting(
            type,
            shape.layers(),
            2,
            capacity.slots(),
            capacity.tokensPerSlot(),
            shape.kvHeads(),
            shape.headDim()));
  }
}
