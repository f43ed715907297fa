package io.flinkdomino.runtime.kvcache;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys and values of one model for a fixed number of slots, written in place by its program.
 *
 * <p>Every slot has room for the longest sequence, so a row never moves while it grows and the
 * running rows are a view of the cache, never a copy (decision 0002).
 *
 * @param keys one tensor a layer, [slots, capacity, kvHeads, headDim]
 * @param values likewise
 */
public record KvCache(List<Tensor> keys, List<Tensor> values) {

  /** Allocates a cache that lives as long as {@code scope}. */
  public static KvCache allocate(
      TensorScope scope, KvShape shape, KvCapacity capacity, ElementType type) {
    return new KvCache(layers(scope, shape, capacity, type), layers(scope, shape, capacity, type));
  }

  private static List<Tensor> layers(
      TensorScope scope, KvShape shape, KvCapacity capacity, ElementType type) {
    return IntStream.range(0, shape.layers())
        .mapToObj(
            layer ->
                scope.zeros(
                    type,
                    capacity.slots(),
                    capacity.tokensPerSlot(),
                    shape.kvHeads(),
                    shape.headDim()))
        .toList();
  }
}
