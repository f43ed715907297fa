package io.flinkdomino.runtime.model;

import io.flinkdomino.runtime.kvcache.KvShape;
import java.util.List;

/**
 * The shapes of a stack of Qwen3 decoder layers: grouped-query attention with normed queries and
 * keys, gated SiLU feed-forward, no biases.
 *
 * @param heads query heads, a multiple of {@code kvHeads}
 * @param slidingWindows per layer, how many positions a query sees, its own included; 0 for all
 */
public record TransformerSpec(
    int hiddenSize,
    int layers,
    int heads,
    int kvHeads,
    int headDim,
    int intermediateSize,
    double rmsNormEps,
    int vocabSize,
    RopeSpec rope,
    List<Integer> slidingWindows) {

  // Far above every published model, and a product of three still fits a long.
  private static final int MAX_SIZE = 1 << 20;
  private static final int MAX_LAYERS = 1024;
  private static final int MAX_VOCAB = 1 << 24;

  public TransformerSpec {
    slidingWindows = List.copyOf(slidingWindows);
  }

  /** What a KV cache remembers of one token. */
  public KvShape kvShape() {
    return new KvShape(layers, kvHeads, headDim);
  }

  /** The window of one layer; 0 where the layer sees all positions. */
  public int slidingWindow(int layer) {
    return slidingWindows.get(layer);
  }

  static TransformerSpec read(ConfigReader config) {
    refuseOtherLayers(config);
    int hiddenSize = config.requiredInt("hidden_size", 1, MAX_SIZE);
    int layers = config.requiredInt("num_hidden_layers", 1, MAX_LAYERS);
    int heads = config.requiredInt("num_attention_heads", 1, MAX_SIZE);
    int kvHeads = config.optionalInt("num_key_value_heads", heads, 1, MAX_SIZE);
    if (config.isRight("num_attention_heads") && heads % kvHeads != 0) {
      config.problem(
          "num_attention_heads",
          "must be a multiple of num_key_value_heads = %d, got %d".formatted(kvHeads, heads));
    }
    int headDim = headDim(config, hiddenSize, heads);
    return new TransformerSpec(
        hiddenSize,
        layers,
        heads,
        kvHeads,
        headDim,
        config.requiredInt("intermediate_size", 1, MAX_SIZE),
        config.optionalAbove("rms_norm_eps", 0, 1e-6),
        config.requiredInt("vocab_size", 1, MAX_VOCAB),
        RopeSpec.read(config, headDim),
        SlidingWindows.read(config, layers));
  }

  private static void refuseOtherLayers(ConfigReader config) {
    if (config.optionalFlag("attention_bias", false)) {
      config.problem("attention_bias", "must be false, got true");
    }
    String activation = config.optionalText("hidden_act", "silu");
    if (!activation.equals("silu")) {
      config.problem("hidden_act", "must be silu, got " + activation);
    }
  }

  private static int headDim(ConfigReader config, int hiddenSize, int heads) {
    int headDim = config.optionalInt("head_dim", hiddenSize / heads, 2, MAX_SIZE);
    boolean known =
        config.has("head_dim")
            || (config.isRight("hidden_size") && config.isRight("num_attention_heads"));
    if (known && (headDim < 2 || headDim % 2 != 0)) {
      config.problem("head_dim", "must be even, got " + headDim);
    }
    return headDim;
  }
}
