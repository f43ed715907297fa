package io.flinkdomino.runtime.emit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.runtime.prompt.GoldenFiles;
import io.flinkdomino.runtime.prompt.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token by token, the texts of real tokenizers; see {@link GoldenFiles#tokenizerFolder}. */
class IncrementalDetokenizerGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"qwen3", "gpt2"})
  void givesOutTextWhenTheReferenceDoes(String name) throws IOException {
    Path folder = GoldenFiles.tokenizerFolder(name);
    JsonNode cases = GoldenFiles.read(folder.resolve("cases.json")).path("incremental");
    assertThat(cases).hasSize(84);
    try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("tokenizer.json"))) {
      for (JsonNode golden : cases) {
        IncrementalDetokenizer detokenizer =
            new IncrementalDetokenizer(tokenizer, golden.path("skip_special_tokens").asBoolean());
        List<String> deltas = new ArrayList<>();
        for (int id : GoldenFiles.ints(golden.path("ids"))) {
          deltas.add(detokenizer.add(id));
        }
        String flush = detokenizer.flush();

        assertThat(deltas).as(golden.toString()).isEqualTo(strings(golden.path("deltas")));
        assertThat(flush).as(golden.toString()).isEqualTo(golden.path("flush").asText());
        assertThat(String.join("", deltas) + flush).isEqualTo(golden.path("text").asText());
      }
    }
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(value -> strings.add(value.asText()));
    return strings;
  }
}
