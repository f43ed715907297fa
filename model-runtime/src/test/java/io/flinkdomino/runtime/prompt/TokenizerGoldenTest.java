package io.flinkdomino.runtime.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Encodings and decodings of real tokenizers, which are other projects' files and lie outside this
 * one: {@code FLINK_DOMINO_GOLDEN} names a folder that holds {@code
 * tokenizers/<name>/{tokenizer,cases}.json}.
 */
class TokenizerGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"qwen3", "gpt2"})
  void encodesLikeTheReference(String name) throws IOException {
    Path folder = folder(name);
    try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("tokenizer.json"))) {
      for (JsonNode golden : GoldenFiles.read(folder.resolve("cases.json")).path("encode")) {
        String text = golden.path("text").asText();
        int[] ids = tokenizer.encode(text);

        assertThat(ids).as(golden.toString()).isEqualTo(GoldenFiles.ints(golden.path("ids")));
        assertThat((long) ids.length * tokenizer.maxCharsPerToken().orElseThrow())
            .as("the bound on the text that so many tokens stand for")
            .isGreaterThanOrEqualTo(text.length());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwen3", "gpt2"})
  void decodesLikeTheReference(String name) throws IOException {
    Path folder = folder(name);
    try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("tokenizer.json"))) {
      for (JsonNode golden : GoldenFiles.read(folder.resolve("cases.json")).path("decode")) {
        int[] ids = GoldenFiles.ints(golden.path("ids"));
        boolean skip = golden.path("skip_special_tokens").asBoolean();

        assertThat(tokenizer.decode(ids, skip))
            .as(golden.toString())
            .isEqualTo(golden.path("text").asText());
      }
    }
  }

  private static Path folder(String name) {
    String golden = System.getenv("FLINK_DOMINO_GOLDEN");
    assumeTrue(
        golden != null,
        "needs real tokenizers: FLINK_DOMINO_GOLDEN must name a folder that holds tokenizers/"
            + name);
    return Path.of(golden, "tokenizers", name);
  }
}
