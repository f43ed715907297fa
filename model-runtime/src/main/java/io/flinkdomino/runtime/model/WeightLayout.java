package io.flinkdomino.runtime.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Which stored tensors make up a program's weights, in the order in which the program takes them.
 *
 * <p>H is the hidden size, I the intermediate size, V the vocabulary, D the head dimension, G and E
 * the Domino head's state and embedding sizes.
 */
public final class WeightLayout {

  private static final String NESTED_HEAD = "logit_head.";

  private final List<WeightEntry> entries;

  private WeightLayout(List<WeightEntry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * A target: embedding [V, H], final norm [H], output head [V, H], then per layer input norm [H],
   * query-key-value [(heads + 2 kvHeads) D, H], query norm [D], key norm [D], output projection [H,
   * heads D], post-attention norm [H], gate and up [2 I, H], down [H, I].
   */
  public static WeightLayout of(TargetSpec target) {
    TransformerSpec shapes = target.transformer();
    WeightEntry embedding =
        WeightEntry.of("model.embed_tokens.weight", shapes.vocabSize(), shapes.hiddenSize());
    List<WeightEntry> entries = new ArrayList<>();
    entries.add(embedding);
    entries.add(WeightEntry.of("model.norm.weight", shapes.hiddenSize()));
    entries.add(
        target.tieWordEmbeddings()
            ? embedding.shared()
            : WeightEntry.of("lm_head.weight", shapes.vocabSize(), shapes.hiddenSize()));
    addLayers(entries, "model.layers.", shapes);
    return new WeightLayout(entries);
  }

  /**
   * A drafter: fc [H, H times the number of target layer ids], norm of the context features [H],
   * final norm [H]; with a Domino head GRU input [3 G, H] and state [3 G, G] weights, first [E, H +
   * G] and second [V, E] projection; then the layers as in a target.
   *
   * @param weights say whether the head's tensors lie at top level or under {@code logit_head}
   */
  public static WeightLayout of(DraftSpec draft, Weights weights) {
    return of(draft, name -> headTensor(name, weights));
  }

  /** As {@link #of(DraftSpec, Weights)}, with the head's tensors at top level. */
  public static WeightLayout of(DraftSpec draft) {
    return of(draft, UnaryOperator.identity());
  }

  private static WeightLayout of(DraftSpec draft, UnaryOperator<String> headTensor) {
    long hidden = draft.transformer().hiddenSize();
    List<WeightEntry> entries = new ArrayList<>();
    entries.add(WeightEntry.of("fc.weight", hidden, hidden * draft.targetLayerIds().size()));
    entries.add(WeightEntry.of("hidden_norm.weight", hidden));
    entries.add(WeightEntry.of("norm.weight", hidden));
    draft.dominoHead().ifPresent(head -> addHead(entries, draft.transformer(), head, headTensor));
    addLayers(entries, "layers.", draft.transformer());
    return new WeightLayout(entries);
  }

  private static void addHead(
      List<WeightEntry> entries,
      TransformerSpec shapes,
      DominoHeadSpec head,
      UnaryOperator<String> tensor) {
    long hidden = shapes.hiddenSize();
    long state = head.gruHiddenSize();
    long embedding = head.embeddingSize();
    entries.add(WeightEntry.of(tensor.apply("prefix_gru.weight_ih_l0"), 3 * state, hidden));
    entries.add(WeightEntry.of(tensor.apply("prefix_gru.weight_hh_l0"), 3 * state, state));
    entries.add(WeightEntry.of(tensor.apply("embed_proj.0.weight"), embedding, hidden + state));
    entries.add(WeightEntry.of(tensor.apply("embed_proj.2.weight"), shapes.vocabSize(), embedding));
  }

  private static String headTensor(String name, Weights weights) {
    boolean nested = !weights.contains(name) && weights.contains(NESTED_HEAD + name);
    return nested ? NESTED_HEAD + name : name;
  }

  private static void addLayers(List<WeightEntry> entries, String prefix, TransformerSpec shapes) {
    for (int layer = 0; layer < shapes.layers(); layer++) {
      addLayer(entries, prefix + layer + ".", shapes);
    }
  }

  private static void addLayer(List<WeightEntry> entries, String layer, TransformerSpec shapes) {
    String attention = layer + "self_attn.";
    String mlp = layer + "mlp.";
    long hidden = shapes.hiddenSize();
    long queries = (long) shapes.heads() * shapes.headDim();
    long keys = (long) shapes.kvHeads() * shapes.headDim();
    long inner = shapes.intermediateSize();
    entries.add(WeightEntry.of(layer + "input_layernorm.weight", hidden));
    entries.add(
        WeightEntry.stacked(
            hidden,
            List.of(
                attention + "q_proj.weight",
                attention + "k_proj.weight",
                attention + "v_proj.weight"),
            List.of(queries, keys, keys)));
    entries.add(WeightEntry.of(attention + "q_norm.weight", shapes.headDim()));
    entries.add(WeightEntry.of(attention + "k_norm.weight", shapes.headDim()));
    entries.add(WeightEntry.of(attention + "o_proj.weight", hidden, queries));
    entries.add(WeightEntry.of(layer + "post_attention_layernorm.weight", hidden));
    entries.add(
        WeightEntry.stacked(
            hidden,
            List.of(mlp + "gate_proj.weight", mlp + "up_proj.weight"),
            List.of(inner, inner)));
    entries.add(WeightEntry.of(mlp + "down_proj.weight", hidden, inner));
  }

  /** The weights in program order. */
  public List<WeightEntry> entries() {
    return entries;
  }

  /** Those that have tensors of their own: all but a tied output head. */
  public List<WeightEntry> stored() {
    return stored(entries);
  }

  /** The shapes of all stored tensors by name, in the order of the weights they make up. */
  Map<String, TensorShape> tensors() {
    Map<String, TensorShape> tensors = new LinkedHashMap<>();
    for (WeightEntry entry : stored()) {
      for (int i = 0; i < entry.names().size(); i++) {
        tensors.put(entry.names().get(i), entry.shapes().get(i));
      }
    }
    return tensors;
  }

  /**
   * Leaves out what a tied output head repeats.
   *
   * @param weights one for each entry
   * @return one for each stored entry
   */
  public <T> List<T> stored(List<T> weights) {
    return IntStream.range(0, entries.size())
        .filter(i -> !entries.get(i).sharesEmbedding())
        .mapToObj(weights::get)
        .toList();
  }

  /**
   * Checks that every tensor is there, in its shape and in a float type that can be read.
   *
   * @throws ModelFormatException naming each tensor that is not, with its file
   */
  public void check(Weights weights) {
    List<String> problems = new ArrayList<>();
    tensors().forEach((name, shape) -> check(weights, name, shape, problems));
    if (!problems.isEmpty()) {
      throw new ModelFormatException(problems);
    }
  }

  private static void check(
      Weights weights, String name, TensorShape shape, List<String> problems) {
    if (!weights.contains(name)) {
      problems.add("%s: tensor %s %s is missing".formatted(weights.source(), name, shape));
      return;
    }
    TensorInfo tensor = weights.info(name);
    if (!tensor.shape().equals(shape)) {
      problems.add(
          "%s: tensor %s must be %s, got %s".formatted(tensor.file(), name, shape, tensor.shape()));
    }
    if (!tensor.dtype().readableAsFloat32()) {
      problems.add(tensor.file() + ": " + SafetensorsFile.unreadable(tensor));
    }
  }

  /** How many stored tensors no weight is made of. */
  public int countUnused(Weights weights) {
    Set<String> unused = new HashSet<>(weights.names());
    unused.removeAll(tensors().keySet());
    return unused.size();
  }
}
