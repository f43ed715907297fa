package io.flinkdomino.bench.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A target model with random weights and the matrices of a model of 135 million parameters (hidden
 * 576, inner 1536, 9 heads, 3 KV heads of 64), but with 8 layers and 8,192 tokens, which makes it
 * 33 million. What it says is noise; how long that takes is not.
 */
final class SyntheticTarget {

  private static final int LAYERS = 8;
  private static final int HIDDEN = 576;
  private static final int INNER = 1536;
  private static final int QUERY = 9 * 64;
  private static final int KEY = 3 * 64;
  private static final int VOCABULARY = 8192;
  private static final float DEVIATION = 0.02f;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CONFIG =
      """
      {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "hidden_size": 576,
       "num_attention_heads": 9, "num_key_value_heads": 3, "head_dim": 64,
       "intermediate_size": 1536, "num_hidden_layers": 8, "vocab_size": 8192,
       "rms_norm_eps": 1e-6, "rope_theta": 10000.0, "rope_scaling": null, "hidden_act": "silu",
       "attention_bias": false, "sliding_window": null, "use_sliding_window": false,
       "max_position_embeddings": 1024, "tie_word_embeddings": true, "eos_token_id": 2}
      """;

  /** A float32 tensor; {@code random} or else all ones. */
  private record Entry(String name, boolean random, List<Integer> shape) {
    int elements() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  private SyntheticTarget() {}

  /** Writes the folder, the same weights each time. */
  static Path write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("config.json"), CONFIG);
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(folder.resolve("model.safetensors")))) {
        write(out, entries());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("writing model " + folder + " failed", e);
    }
  }

  private static void write(OutputStream out, List<Entry> entries) throws IOException {
    byte[] header = header(entries).toString().getBytes(StandardCharsets.UTF_8);
    byte[] length = new byte[Long.BYTES];
    littleEndian(length).putLong(header.length);
    out.write(length);
    out.write(header);
    Random random = new Random(5);
    for (Entry entry : entries) {
      byte[] bytes = new byte[Float.BYTES * entry.elements()];
      ByteBuffer values = littleEndian(bytes);
      while (values.hasRemaining()) {
        values.putFloat(entry.random() ? (float) random.nextGaussian() * DEVIATION : 1);
      }
      out.write(bytes);
    }
  }

  private static ObjectNode header(List<Entry> entries) {
    ObjectNode header = JSON.createObjectNode();
    long offset = 0;
    for (Entry entry : entries) {
      ObjectNode node = header.putObject(entry.name()).put("dtype", "F32");
      entry.shape().forEach(node.putArray("shape")::add);
      long end = offset + (long) Float.BYTES * entry.elements();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    return header;
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    entries.add(matrix("model.embed_tokens.weight", VOCABULARY, HIDDEN));
    entries.add(norm("model.norm.weight", HIDDEN));
    for (int layer = 0; layer < LAYERS; layer++) {
      String prefix = "model.layers." + layer + ".";
      entries.add(norm(prefix + "input_layernorm.weight", HIDDEN));
      entries.add(matrix(prefix + "self_attn.q_proj.weight", QUERY, HIDDEN));
      entries.add(matrix(prefix + "self_attn.k_proj.weight", KEY, HIDDEN));
      entries.add(matrix(prefix + "self_attn.v_proj.weight", KEY, HIDDEN));
      entries.add(norm(prefix + "self_attn.q_norm.weight", 64));
      entries.add(norm(prefix + "self_attn.k_norm.weight", 64));
      entries.add(matrix(prefix + "self_attn.o_proj.weight", HIDDEN, QUERY));
      entries.add(norm(prefix + "post_attention_layernorm.weight", HIDDEN));
      entries.add(matrix(prefix + "mlp.gate_proj.weight", INNER, HIDDEN));
      entries.add(matrix(prefix + "mlp.up_proj.weight", INNER, HIDDEN));
      entries.add(matrix(prefix + "mlp.down_proj.weight", HIDDEN, INNER));
    }
    return entries;
  }

  private static Entry matrix(String name, int rows, int columns) {
    return new Entry(name, true, List.of(rows, columns));
  }

  private static Entry norm(String name, int size) {
    return new Entry(name, false, List.of(size));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
