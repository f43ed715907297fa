package io.flinkdomino.bundled.ablation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How many parameters drafters of a target's shapes have. {@code train} gives them such shapes.
 *
 * @param hidden hidden size
 * @param perLayer parameters of a layer
 * @param vocabulary tokens
 * @param tied whether a causal model's output head is its embedding
 */
record TargetShapes(long hidden, long perLayer, long vocabulary, boolean tied) {

  private static final int MOST_LAYERS = 64;
  private static final int HIDDEN_PER_STATE = 4;
  private static final int HIDDEN_PER_EMBEDDING = 16;
  private static final int SMALLEST_HEAD = 64;
  private static final int GATES = 3;

  /**
   * Reads them.
   *
   * @param target a folder with {@code config.json} of a dense Qwen3 model
   * @throws IOException if it cannot be read, or lacks a shape
   */
  static TargetShapes read(Path target) throws IOException {
    Path file = target.resolve("config.json");
    JsonNode config = JsonFiles.tree(file);
    long hidden = shape(config, "hidden_size", file);
    long heads = shape(config, "num_attention_heads", file);
    long dimension = config.path("head_dim").asLong(hidden / heads);
    long queries = heads * dimension;
    long keys = shape(config, "num_key_value_heads", file) * dimension;
    long inner = shape(config, "intermediate_size", file);
    long attention = 2 * hidden * (queries + keys) + 2 * dimension;
    return new TargetShapes(
        hidden,
        attention + 3 * hidden * inner + 2 * hidden,
        shape(config, "vocab_size", file),
        config.path("tie_word_embeddings").asBoolean(false));
  }

  private static long shape(JsonNode config, String key, Path file) throws IOException {
    long value = config.path(key).asLong();
    if (value < 1) {
      throw new IOException(
          "%s: %s must be a number from 1, got %s".formatted(file, key, config.path(key)));
    }
    return value;
  }

  /** Of a drafter with the Domino head, which reads as many target layers as it has layers. */
  long ofDomino(int layers) {
    long state = Math.max(SMALLEST_HEAD, hidden / HIDDEN_PER_STATE);
    long embedding = Math.max(SMALLEST_HEAD, hidden / HIDDEN_PER_EMBEDDING);
    long gru = GATES * state * (hidden + state);
    long projections = embedding * (hidden + state) + vocabulary * embedding;
    return layers * (perLayer + hidden * hidden) + 2 * hidden + gru + projections;
  }

  /** Of a causal language model. */
  long ofCausal(int layers) {
    return layers * perLayer + hidden + (tied ? 1 : 2) * vocabulary * hidden;
  }

  /** How many layers bring a causal language model nearest to so many parameters. */
  int causalLayers(long parameters) {
    return IntStream.rangeClosed(1, MOST_LAYERS)
        .boxed()
        .min(Comparator.comparingLong(layers -> Math.abs(ofCausal(layers) - parameters)))
        .orElseThrow();
  }
}
