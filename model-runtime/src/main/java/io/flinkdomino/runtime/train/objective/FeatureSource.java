package io.flinkdomino.runtime.train.objective;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;

/** Where the hidden states of the frozen target come from. */
public interface FeatureSource {

  /**
   * Context features [rows, length, hidden * feature layers] of a batch; {@code pass} owns them.
   */
  Tensor of(TensorScope pass, TokenBatch batch);
}
