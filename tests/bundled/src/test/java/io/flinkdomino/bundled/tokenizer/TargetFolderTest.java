package io.flinkdomino.bundled.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.bundled.rows.Examples;
import io.flinkdomino.bundled.rows.Prompt;
import io.flinkdomino.bundled.rows.Split;
import io.flinkdomino.bundled.tasks.TaskExample;
import io.flinkdomino.bundled.tasks.TaskMix;
import io.flinkdomino.bundled.tasks.Words;
import io.flinkdomino.runtime.kvcache.KvShape;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.TargetSpec;
import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The runtime reads the folder as it reads every other one. */
@TestInstance(Lifecycle.PER_CLASS)
class TargetFolderTest {

  private static final int CHATS = 5_000;
  private static final int LONGEST_CHAT = 256;

  @TempDir private static Path folder;
  private Tokenizer tokenizer;
  private ChatTemplate template;

  @BeforeAll
  void writeAndLoad() throws IOException {
    TargetFolder.write(folder);
    tokenizer = Tokenizer.open(folder.resolve("tokenizer.json"));
    template = ChatTemplate.parse(Files.readString(folder.resolve("chat_template.jinja")));
  }

  @AfterAll
  void close() {
    tokenizer.close();
  }

  private static Stream<TaskExample> examples() {
    Examples examples = new Examples(TaskMix.all(0.25), Split.HELD_OUT, 9);
    return IntStream.range(0, CHATS).mapToObj(examples::get);
  }

  private static Stream<String> words(TaskExample example) {
    return Stream.of((example.question() + " " + example.answer()).split("\\P{L}+"))
        .filter(word -> !word.isEmpty());
  }

  private String chat(TaskExample example) {
    return template.render(
        List.of(
            new ChatMessage("user", example.question()),
            new ChatMessage("assistant", example.answer())),
        false,
        Map.of());
  }

  @Test
  void everyWordIsOneToken() {
    assertThat(Words.all()).allMatch(word -> tokenizer.encode(word).length == 1);
    assertThat(Words.all()).hasSizeLessThan(320);
  }

  @Test
  void noWordOfAnyChatIsSpelled() {
    assertThat(examples().flatMap(TargetFolderTest::words))
        .allMatch(word -> tokenizer.encode(word).length == 1);
  }

  @Test
  void wordIsTheSameTokenEverywhere() {
    int ava = tokenizer.encode("Ava")[0];
    assertThat(IntStream.of(tokenizer.encode("\"Ava\", Ava:\nAva")).filter(id -> id == ava))
        .hasSize(3);
  }

  @Test
  void chatsComeBackAsTheyWere() {
    assertThat(examples().map(this::chat))
        .allMatch(chat -> tokenizer.decode(tokenizer.encode(chat), false).equals(chat));
  }

  @Test
  void otherTextComesBackToo() {
    String text = "Größe  banana\t\r\n42½ 東京 \u0007🙂 <|im_end|>";
    assertThat(tokenizer.decode(tokenizer.encode(text), false)).isEqualTo(text);
  }

  @Test
  void chatsFit() {
    assertThat(examples())
        .allMatch(example -> tokenizer.encode(chat(example)).length < LONGEST_CHAT)
        .allMatch(example -> tokenizer.encode(example.answer()).length < Prompt.MAX_TOKENS);
  }

  @Test
  void specialTokensHaveTheirIds() {
    assertThat(tokenizer.encode("<|endoftext|><|im_start|><|im_end|><|mask|>"))
        .containsExactly(0, 1, 2, 3);
    assertThat(tokenizer.encode("<|im_start|>user\n")).hasSize(3);
  }

  @Test
  void sameBytesEveryTime(@TempDir Path again) throws IOException {
    TargetFolder.write(again);
    for (String name :
        List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "chat_template.jinja",
            "generation_config.json",
            "config.json")) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
    }
  }

  @Test
  void runtimeReadsTheShapes(@TempDir Path withWeights) throws IOException {
    TargetFolder.write(withWeights);
    Files.createFile(withWeights.resolve("model.safetensors"));
    TargetSpec spec = TargetSpec.of(ModelFolder.open(withWeights));
    assertThat(spec.eosTokenIds()).containsExactly(2);
    assertThat(spec.tieWordEmbeddings()).isTrue();
    assertThat(spec.transformer().kvShape()).isEqualTo(new KvShape(8, 2, 64));
    int rows = spec.transformer().vocabSize();
    assertThat(rows).isBetween(tokenizer.vocabularySize(), 768);
    assertThat(rows % 64).isZero();
  }
}
