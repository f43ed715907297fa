package io.flinkdomino.runtime.kvcache;

import io.flinkdomino.runtime.torch.ElementType;

/**
 * What one model remembers of one token.
 *
 * @param layers layers with keys and values
 * @param kvHeads key heads of a layer
 * @param headDim numbers a head
 */
public record KvShape(int layers, int kvHeads, int headDim) {

  /** Bytes of the keys and values of one token. */
  public long bytesPerToken(ElementType type) {
    return 2L * layers * kvHeads * headDim * type.bytes();
  }
}
