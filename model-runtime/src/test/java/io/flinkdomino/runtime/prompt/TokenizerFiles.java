package io.flinkdomino.runtime.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small tokenizers of kinds that the tiny model's is not. */
public final class TokenizerFiles {

  /** What {@link #byteFallback} has tokens for besides the bytes. */
  private static final String CHARACTERS = "\u2581abc";

  /** Id of a token for the letter {@code b} and the byte F0, with which emoji begin. */
  public static final int B_AND_HALF_A_CHARACTER = 640;

  private static final int BYTES = 256;

  private TokenizerFiles() {}

  /**
   * As Llama's: id n is byte n for characters that are no token, id 256 a space, then {@code a},
   * {@code b}, {@code c}; the first space of a text is dropped.
   */
  public static Tokenizer byteFallback(Path folder) throws IOException {
    ObjectNode json =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
                     "normalizer": null, "pre_tokenizer": null, "post_processor": null,
                     "decoder": {"type": "Sequence", "decoders": [
                       {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
                       {"type": "ByteFallback"}, {"type": "Fuse"},
                       {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
                     "model": {"type": "BPE", "dropout": null, "unk_token": null,
                       "continuing_subword_prefix": null, "end_of_word_suffix": null,
                       "fuse_unk": true, "byte_fallback": true, "vocab": {}, "merges": []}}
                    """);
    ObjectNode vocabulary = (ObjectNode) json.path("model").path("vocab");
    for (int value = 0; value < BYTES; value++) {
      vocabulary.put("<0x%02X>".formatted(value), value);
    }
    for (int i = 0; i < CHARACTERS.length(); i++) {
      vocabulary.put(CHARACTERS.substring(i, i + 1), BYTES + i);
    }
    return open(folder, json);
  }

  /** The tiny model's, and {@link #B_AND_HALF_A_CHARACTER}. */
  public static Tokenizer tinyWithHalfACharacter(Path folder) throws IOException {
    JsonNode json = GoldenFiles.read(GoldenFiles.TINY_TARGET.resolve("tokenizer.json"));
    ((ObjectNode) json.path("model").path("vocab")).put("b\u00F0", B_AND_HALF_A_CHARACTER);
    return open(folder, json);
  }

  /** The tiny model's, but the added token {@code <|mask|>}, id 3, is not special. */
  public static Tokenizer tinyWithOrdinaryMask(Path folder) throws IOException {
    JsonNode json = GoldenFiles.read(GoldenFiles.TINY_TARGET.resolve("tokenizer.json"));
    ((ObjectNode) json.path("added_tokens").path(3)).put("special", false);
    return open(folder, json);
  }

  private static Tokenizer open(Path folder, JsonNode json) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, json.toString());
    return Tokenizer.open(file);
  }
}
