package io.flinkdomino.runtime.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

  private static final Path TINY = GoldenFiles.TINY_TARGET.resolve("tokenizer.json");

  private static Tokenizer tokenizer;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    tokenizer = Tokenizer.open(TINY);
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @Test
  void decodesTheTextsOfTheReference() throws IOException {
    for (JsonNode golden : GoldenFiles.read(GoldenFiles.TINY_EXPECTED).path("cases")) {
      assertThat(tokenizer.decode(GoldenFiles.ints(golden.path("greedy")), true))
          .as(golden.path("name").asText())
          .isEqualTo(golden.path("text").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Tell a story.", "  two  blanks ", "größe 漢字 😀\r\n\t", "nul \0 character", ""})
  void decodingGivesBackTheText(String text) {
    assertThat(tokenizer.decode(tokenizer.encode(text), false)).isEqualTo(text);
  }

  @Test
  void addsNoSpecialTokensButRecognisesThoseInTheText() {
    assertThat(tokenizer.encode("")).isEmpty();
    assertThat(tokenizer.encode("<|im_start|><|im_end|>")).containsExactly(1, 2);
  }

  @Test
  void skipsSpecialTokensOnRequest() {
    int[] ids = tokenizer.encode("a<|im_end|>b");

    assertThat(tokenizer.decode(ids, true)).isEqualTo("ab");
    assertThat(tokenizer.decode(ids, false)).isEqualTo("a<|im_end|>b");
  }

  @Test
  void addedTokenThatIsNotSpecialStays() throws IOException {
    ObjectNode json = (ObjectNode) GoldenFiles.read(TINY);
    ((ObjectNode) json.path("added_tokens").path(3)).put("special", false);

    try (Tokenizer changed = load(json)) {
      assertThat(changed.decode(List.of(1, 3, 2), true)).isEqualTo("<|mask|>");
    }
  }

  @Test
  void neitherTruncatesNorPads() {
    String text = "apples and pens ".repeat(20_000);

    int[] ids = tokenizer.encode(text);

    assertThat(ids).hasSizeGreaterThan(60_000);
    assertThat(tokenizer.decode(ids, false)).isEqualTo(text);
  }

  @Test
  void truncationAndPaddingOfTheFileHaveNoEffect() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) GoldenFiles.read(TINY);
    json.set(
        "truncation",
        mapper.readTree(
            """
            {"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0}
            """));
    json.set(
        "padding",
        mapper.readTree(
            """
            {"strategy": {"Fixed": 64}, "direction": "Right", "pad_to_multiple_of": null,
             "pad_id": 0, "pad_type_id": 0, "pad_token": "<|endoftext|>"}
            """));
    String text = "Tell a short story about apples.";

    try (Tokenizer changed = load(json)) {
      assertThat(changed.encode(text)).isEqualTo(tokenizer.encode(text));
    }
  }

  private Tokenizer load(JsonNode json) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, json.toString());
    return Tokenizer.open(file);
  }

  @Test
  void textOfOneTokenHasNoBoundWhereTokensTakeSpaces() throws IOException {
    ObjectNode json = (ObjectNode) GoldenFiles.read(TINY);
    ((ObjectNode) json.path("added_tokens").path(3)).put("lstrip", true);

    try (Tokenizer changed = load(json)) {
      assertThat(changed.maxCharsPerToken()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "ok \ude00 no", "\ude00\ud83d", "end \ud83d"})
  void refusesUnpairedSurrogate(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokenizer.encode(text))
        .withMessageContaining("valid Unicode")
        .withMessageContaining("unpaired surrogate");
  }

  @Test
  void refusesNegativeTokenId() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokenizer.decode(new int[] {5, -1}, true))
        .withMessageContaining("-1");
  }

  @Test
  void idBeyondTheVocabularyDecodesToNothing() {
    assertThat(tokenizer.decode(List.of(100_000, 2), false)).isEqualTo("<|im_end|>");
  }

  @Test
  void knowsVocabularySizeAndLongestToken() {
    assertThat(tokenizer.vocabularySize()).isEqualTo(640);
    assertThat(tokenizer.maxCharsPerToken()).hasValue("<|endoftext|>".length());
  }

  @Test
  void threadsGetTheSameTokens() throws Exception {
    String text = "Noah and Finn share apples, pens and cards. ".repeat(50);
    int[] expected = tokenizer.encode(text);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<int[]>> encodings =
          threads.invokeAll(Collections.nCopies(32, () -> tokenizer.encode(text)));
      for (Future<int[]> encoding : encodings) {
        assertThat(encoding.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closingWhileOthersEncodeFailsThemCleanly() throws Exception {
    Tokenizer shared = Tokenizer.open(TINY);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> outcomes =
          IntStream.range(0, 32).mapToObj(i -> threads.submit(() -> outcomeOf(shared))).toList();
      shared.close();
      for (Future<String> outcome : outcomes) {
        assertThat(outcome.get()).isIn("encoded", "the tokenizer is closed");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String outcomeOf(Tokenizer shared) {
    try {
      shared.encode("apples and pens ".repeat(500));
      return "encoded";
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void refusesUseAfterClose() {
    Tokenizer closed = Tokenizer.open(TINY);
    closed.close();
    closed.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> closed.encode("a"))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> closed.decode(List.of(1), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "{\"model\": {\"type\": \"Nope\"}}"})
  void fileThatIsNoTokenizerNamesTheFile(String content) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, content);

    assertThatThrownBy(() -> Tokenizer.open(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void missingFileNamesTheFile() {
    assertThatThrownBy(() -> Tokenizer.open(folder.resolve("tokenizer.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("tokenizer.json");
  }
}
