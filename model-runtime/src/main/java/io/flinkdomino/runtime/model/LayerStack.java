package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What target and drafter have in common once loaded.
 *
 * @param spec shapes of the layers
 * @param weights all weights in the order of {@link WeightLayout}
 * @param inverseFrequencies [headDim / 2] float32
 * @param type element type of the weights
 * @param scope owns the tensors
 */
record LayerStack(
    TransformerSpec spec,
    List<Tensor> weights,
    Tensor inverseFrequencies,
    ElementType type,
    TensorScope scope) {

  /** Uploads a model's weights. */
  static LayerStack load(
      TransformerSpec spec,
      WeightLayout layout,
      Weights weights,
      ElementType type,
      TensorScope scope) {
    return new LayerStack(
        spec,
        new WeightUploader(scope, type).upload(layout.entries(), weights),
        scope.floats(FloatBuffer.wrap(spec.rope().inverseFrequencies())),
        type,
        scope);
  }

  /** The attributes that both programs have, by name. */
  Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("heads", (long) spec.heads());
    attributes.put("kv_heads", (long) spec.kvHeads());
    attributes.put("layers", (long) spec.layers());
    attributes.put("epsilon", spec.rmsNormEps());
    attributes.put("rope_scaling", (double) spec.rope().attentionScaling());
    attributes.put("window", (long) window());
    attributes.put("sliding_layers", slidingLayers());
    return attributes;
  }

  private int window() {
    return spec.slidingWindows().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private List<Long> slidingLayers() {
    return LongStream.range(0, spec.layers())
        .filter(layer -> spec.slidingWindow((int) layer) > 0)
        .boxed()
        .toList();
  }
}
