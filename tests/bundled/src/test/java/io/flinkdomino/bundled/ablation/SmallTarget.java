package io.flinkdomino.bundled.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A target's folder with nothing but its shapes. */
final class SmallTarget {

  private SmallTarget() {}

  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "qwen3", "architectures": ["Qwen3ForCausalLM"], "hidden_size": 96, "head_dim": 16,
         "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 160, "num_hidden_layers": 8,
         "vocab_size": 320, "tie_word_embeddings": true, "max_position_embeddings": 256, "rms_norm_eps": 1e-6,
         "rope_theta": 10000.0, "hidden_act": "silu", "attention_bias": false}
        """);
    return folder;
  }
}
