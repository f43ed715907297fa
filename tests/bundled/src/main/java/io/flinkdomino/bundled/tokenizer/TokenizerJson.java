package io.flinkdomino.bundled.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The document {@code tokenizer.json} of Hugging Face's tokenizers library. */
final class TokenizerJson {

  /** Words, digits, punctuation marks and spaces stand alone. */
  private static final String PIECES = "\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]|\\s";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TokenizerJson() {}

  /** A byte-level BPE tokenizer of these tokens; those of {@link Vocabulary#SPECIAL} come first. */
  static ObjectNode of(List<String> tokens) {
    ObjectNode json = NODES.objectNode().put("version", "1.0");
    json.putNull("truncation");
    json.putNull("padding");
    json.set("added_tokens", addedTokens());
    json.putNull("normalizer");
    json.set("pre_tokenizer", preTokenizer());
    json.putNull("post_processor");
    json.set("decoder", byteLevel());
    json.set("model", model(tokens));
    return json;
  }

  private static ArrayNode addedTokens() {
    ArrayNode added = NODES.arrayNode();
    for (String content : Vocabulary.SPECIAL) {
      added
          .addObject()
          .put("id", added.size() - 1)
          .put("content", content)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    return added;
  }

  private static ObjectNode preTokenizer() {
    ObjectNode split = NODES.objectNode().put("type", "Split");
    split.putObject("pattern").put("Regex", PIECES);
    split.put("behavior", "Isolated").put("invert", false);
    ObjectNode sequence = NODES.objectNode().put("type", "Sequence");
    sequence.putArray("pretokenizers").add(split).add(byteLevel());
    return sequence;
  }

  private static ObjectNode byteLevel() {
    return NODES
        .objectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", false);
  }

  /** A whole word is looked up before anything is merged, so there is nothing to merge. */
  private static ObjectNode model(List<String> tokens) {
    ObjectNode model = NODES.objectNode().put("type", "BPE");
    model.putNull("dropout");
    model.putNull("unk_token");
    model.putNull("continuing_subword_prefix");
    model.putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", true);
    ObjectNode vocabulary = model.putObject("vocab");
    tokens.forEach(token -> vocabulary.put(token, vocabulary.size()));
    model.putArray("merges");
    return model;
  }
}
