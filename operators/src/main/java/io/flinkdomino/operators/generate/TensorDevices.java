package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.torch.TorchDevice;
import java.io.Serializable;

/**
 * Where tensors go in a task slot that holds a device; {@link TorchDevice#resolve}, but in tests.
 */
@FunctionalInterface
interface TensorDevices extends Serializable {

  /**
   * The tensors' device.
   *
   * @param device the one held, such as {@code cuda:1}
   */
  TorchDevice of(String device);
}
