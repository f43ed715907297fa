package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.kvcache.KvShape;
import io.flinkdomino.runtime.torch.ElementType;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A causal language model: its weights on a device, read-only, and their shapes. As the target it
 * is the model whose output is promised.
 */
public final class TargetModel {

  private static final int EMBEDDING = 0;
  private static final int LM_HEAD = 2;

  private final TargetSpec spec;
  private final LayerStack stack;

  TargetModel(TargetSpec spec, LayerStack stack) {
    this.spec = spec;
    this.stack = stack;
  }

  public TargetSpec spec() {
    return spec;
  }

  /** Ids that end a completion unless a request ignores them. */
  public Set<Integer> eosTokenIds() {
    return Set.copyOf(spec.eosTokenIds());
  }

  public TorchDevice device() {
    return stack.scope().device();
  }

  /** The type of weights and caches. */
  public ElementType elementType() {
    return stack.type();
  }

  /** All weights in the order of {@link WeightLayout}. */
  public List<Tensor> weights() {
    return stack.weights();
  }

  /** [vocabulary, hidden]. */
  public Tensor embedding() {
    return weights().get(EMBEDDING);
  }

  /** [vocabulary, hidden]; the embedding itself where the two are tied. */
  public Tensor lmHead() {
    return weights().get(LM_HEAD);
  }

  /** [headDim / 2] float32. */
  public Tensor inverseFrequencies() {
    return stack.inverseFrequencies();
  }

  public KvShape kvShape() {
    return spec.transformer().kvShape();
  }

  /**
   * Loads the target's program, without weights or caches bound.
   *
   * @param scope owns it
   * @param featureLayers layers after which context features are taken
   */
  public TorchProgram program(TensorScope scope, List<Integer> featureLayers) {
    Map<String, Object> attributes = stack.attributes();
    attributes.put("feature_layers", featureLayers.stream().map(Integer::longValue).toList());
    return TorchProgram.load(
        scope,
        "target",
        attributes,
        List.of(
            "weights",
            "head_norms",
            "norm_epsilon",
            "angles",
            "cache",
            "keys",
            "values",
            "flat_keys",
            "flat_values",
            "state"));
  }

  /**
   * Loads the program that runs whole sequences without a cache, to train this model or a drafter
   * for it.
   *
   * @param scope owns it
   * @param featureLayers layers after which context features are taken
   * @param mixed whether it multiplies matrices in bfloat16
   */
  public TorchProgram trainingProgram(
      TensorScope scope, List<Integer> featureLayers, boolean mixed) {
    Map<String, Object> attributes = stack.attributes();
    attributes.put("feature_layers", featureLayers.stream().map(Integer::longValue).toList());
    attributes.put("tied", spec.tieWordEmbeddings());
    attributes.put("mixed", mixed);
    return TorchProgram.load(scope, "causal_training", attributes, List.of());
  }
}
