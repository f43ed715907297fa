package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.kvcache.KvShape;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.List;
import java.util.Map;

/** The model that guesses: a DFlash backbone, with or without the Domino head, read-only. */
public final class DraftModel {

  private static final long WEIGHTS_BEFORE_HEAD = 3;
  private static final long WEIGHTS_OF_HEAD = 4;

  private final DraftSpec spec;
  private final LayerStack stack;

  DraftModel(DraftSpec spec, LayerStack stack) {
    this.spec = spec;
    this.stack = stack;
  }

  public DraftSpec spec() {
    return spec;
  }

  /** All weights in the order of {@link WeightLayout}. */
  public List<Tensor> weights() {
    return stack.weights();
  }

  /** [headDim / 2] float32. */
  public Tensor inverseFrequencies() {
    return stack.inverseFrequencies();
  }

  public KvShape kvShape() {
    return spec.transformer().kvShape();
  }

  /** Loads the drafter's program, without weights or caches bound; {@code scope} owns it. */
  public TorchProgram program(TensorScope scope) {
    return TorchProgram.load(
        scope,
        "draft",
        attributes(),
        List.of(
            "weights",
            "shared",
            "head_norms",
            "norm_epsilon",
            "angles",
            "read_table",
            "cache",
            "keys",
            "values",
            "flat_keys",
            "flat_values"));
  }

  /**
   * Loads the program of this drafter's training pass.
   *
   * @param scope owns it
   * @param mixed whether it multiplies matrices in bfloat16
   */
  public TorchProgram trainingProgram(TensorScope scope, boolean mixed) {
    Map<String, Object> attributes = attributes();
    attributes.put("mixed", mixed);
    return TorchProgram.load(scope, "draft_training", attributes, List.of());
  }

  private Map<String, Object> attributes() {
    boolean domino = spec.hasDominoHead();
    Map<String, Object> attributes = stack.attributes();
    attributes.put("block_size", (long) spec.blockSize());
    attributes.put("mask_token", (long) spec.maskTokenId());
    attributes.put("first_offset", spec.shiftLabel() ? 0L : 1L);
    attributes.put("prefix", spec.dominoHead().map(h -> (long) h.pureDraftPrefix()).orElse(0L));
    attributes.put("domino", domino);
    attributes.put("first_layer", WEIGHTS_BEFORE_HEAD + (domino ? WEIGHTS_OF_HEAD : 0));
    return attributes;
  }
}
