package io.flinkdomino.runtime.sampling;

import io.flinkdomino.runtime.torch.Tensor;
import java.util.List;

/**
 * What a step's programs draw tokens with, on the device.
 *
 * @param tensors as {@code sampling.torchscript} takes them; empty if every draw is the highest
 *     score
 * @param pool highest scores that top-k and top-p look at first, more than top-k; 0 without either
 * @param top most likely tokens that reports list
 * @param margins whether reports say how close the draws were
 */
public record SamplingTensors(List<Tensor> tensors, int pool, int top, boolean margins) {

  /** Every draw is the highest score. */
  public static final SamplingTensors GREEDY = new SamplingTensors(List.of(), 0, 0, false);

  public SamplingTensors {
    tensors = List.copyOf(tensors);
  }

  public boolean isGreedy() {
    return tensors.isEmpty();
  }
}
