package io.flinkdomino.runtime.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodings and decodings of real tokenizers; see {@link GoldenFiles#tokenizerFolder}. */
class TokenizerGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"qwen3", "gpt2"})
  void encodesLikeTheReference(String name) throws IOException {
    Path folder = GoldenFiles.tokenizerFolder(name);
    JsonNode cases = GoldenFiles.read(folder.resolve("cases.json")).path("encode");
    assertThat(cases).isNotEmpty();
    try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("tokenizer.json"))) {
      for (JsonNode golden : cases) {
        String text = golden.path("text").asText();
        int[] ids = tokenizer.encode(text);

        assertThat(ids).as(golden.toString()).isEqualTo(GoldenFiles.ints(golden.path("ids")));
        assertThat((long) ids.length * tokenizer.maxCharsPerToken().orElseThrow())
            .as("the bound on the text that so many tokens stand for")
            .isGreaterThanOrEqualTo(text.length());
        assertThat(tokenizer.fewestTokens(text)).isLessThanOrEqualTo(ids.length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwen3", "gpt2"})
  void decodesLikeTheReference(String name) throws IOException {
    Path folder = GoldenFiles.tokenizerFolder(name);
    JsonNode cases = GoldenFiles.read(folder.resolve("cases.json")).path("decode");
    assertThat(cases).isNotEmpty();
    try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("tokenizer.json"))) {
      for (JsonNode golden : cases) {
        int[] ids = GoldenFiles.ints(golden.path("ids"));
        boolean skip = golden.path("skip_special_tokens").asBoolean();

        assertThat(tokenizer.decode(ids, skip))
            .as(golden.toString())
            .isEqualTo(golden.path("text").asText());
      }
    }
  }
}
