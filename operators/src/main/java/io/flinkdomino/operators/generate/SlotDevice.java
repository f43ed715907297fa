package io.flinkdomino.operators.generate;

import io.flinkdomino.runtime.torch.DeviceClaims;
import io.flinkdomino.runtime.torch.TorchDevice;
import java.util.Optional;

/**
 * The device of one task slot; a GPU is held until closed.
 *
 * @param torch where its tensors go
 * @param claim the GPU held; empty on a CPU
 */
record SlotDevice(TorchDevice torch, Optional<DeviceClaims.Claim> claim) implements AutoCloseable {

  @Override
  public void close() {
    claim.ifPresent(DeviceClaims.Claim::close);
  }
}
