package io.flinkdomino.runtime.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a model that has learned nothing yet. A value depends on the seed, its tensor's
 * name and its place only.
 *
 * <p>A matrix is normal with standard deviation 1 / sqrt(columns). What a layer adds is small
 * beside the embedding, so that a token's identity is still there in the last layer. In a causal
 * language model each attention head moves what it sees to where that is read again: its output
 * projection follows its value projection (mimetic initialization, Trockman and Kolter, arXiv
 * 2305.09828), and norms of queries and keys let it look sharply at one position. A small model
 * learns to copy much sooner so.
 */
public final class InitialWeights implements Weights {

  private static final Path NOWHERE = Path.of("initial");
  private static final double EMBEDDING = 0.7;
  private static final double LAYER_OUTPUT = 0.15;
  private static final double COPY = 0.6;
  private static final float SHARPNESS = 1.5f;

  private final long seed;
  private final Map<String, TensorShape> shapes;

  /** Weights for a layout. */
  public InitialWeights(WeightLayout layout, long seed) {
    this.seed = seed;
    this.shapes = layout.tensors();
  }

  @Override
  public Path source() {
    return NOWHERE;
  }

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  @Override
  public TensorInfo info(String name) {
    TensorShape shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("there is no initial tensor " + name);
    }
    return new TensorInfo(name, NOWHERE, Dtype.F32, shape, 0);
  }

  @Override
  public void read(String name, long firstElement, FloatBuffer into) {
    TensorShape shape = info(name).shape();
    boolean causal = name.startsWith("model.");
    if (shape.dimensions().size() == 1) {
      boolean sharp = causal && (name.endsWith("q_norm.weight") || name.endsWith("k_norm.weight"));
      while (into.hasRemaining()) {
        into.put(sharp ? SHARPNESS : 1);
      }
      return;
    }
    for (long at = firstElement; into.hasRemaining(); at++) {
      double copy = causal && name.endsWith("o_proj.weight") ? COPY * valueOf(name, at) : 0;
      into.put((float) (copy + scale(name) * normal(name, at)));
    }
  }

  private static double scale(String name) {
    if (name.endsWith("embed_tokens.weight")) {
      return EMBEDDING;
    }
    return name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight") ? LAYER_OUTPUT : 1;
  }

  /** What the value projection has where an element of the output projection reads it back. */
  private double valueOf(String name, long at) {
    String layer = name.substring(0, name.length() - "o_proj.weight".length());
    long width = info(name).shape().rowElements();
    long headDim = info(layer + "q_norm.weight").shape().elements();
    long valueRows = info(layer + "v_proj.weight").shape().rows();
    long shared = width / valueRows;
    long column = at % width;
    long row = column / headDim / shared * headDim + column % headDim;
    long hidden = info(name).shape().rows();
    return normal(layer + "v_proj.weight", row * hidden + at / width) / shared;
  }

  /** Standard deviation 1 / sqrt(columns). */
  private double normal(String name, long at) {
    double columns = info(name).shape().rowElements();
    return SplitMix.gaussian(SplitMix.mix(seed ^ SplitMix.mix(name.hashCode())), at)
        / Math.sqrt(columns);
  }

  @Override
  public void close() {}
}
