package io.flinkdomino.runtime.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.runtime.lines.LineReader;
import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnansweredPromptsTest {

  private static final Path TARGET = Path.of("../tests/golden/tiny/target");
  private static final int LONGEST_LINE = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANSWERED =
      "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"},"
          + " {\"role\": \"assistant\", \"content\": \"I say hello.\"}]}";
  private static final String UNANSWERED =
      "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"max_tokens\": 4}";

  @TempDir private Path folder;

  private final Tokenizer tokenizer = Tokenizer.open(TARGET.resolve("tokenizer.json"));

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private Path others() {
    return folder.resolve("others.jsonl");
  }

  private static String template() throws IOException {
    return Files.readString(TARGET.resolve("chat_template.jinja"));
  }

  /** The prompts among some lines. */
  private List<JsonNode> split(String template, String... lines) throws IOException {
    Path input = Files.write(folder.resolve("input.jsonl"), List.of(lines));
    Path prompts = folder.resolve("prompts.jsonl");
    long count =
        new UnansweredPrompts(ChatTemplate.parse(template), tokenizer)
            .split(input, LONGEST_LINE, others(), prompts);
    List<JsonNode> requests =
        Files.readAllLines(prompts).stream().map(UnansweredPromptsTest::parsed).toList();
    assertThat(requests).hasSize((int) count);
    return requests;
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private String text(JsonNode prompt) {
    int[] ids = JSON.convertValue(prompt.get("prompt_token_ids"), int[].class);
    return tokenizer.decode(ids, false);
  }

  private TrainingSet learnt(int longestLine) throws IOException {
    return new ConversationReader(ChatTemplate.parse(template()), tokenizer, 640, 1000)
        .read(others(), longestLine);
  }

  @Test
  void promptsAreRenderedAndOtherLinesKeepTheirNumbers() throws IOException {
    List<JsonNode> prompts =
        split(template(), "", UNANSWERED, ANSWERED, "{\"prompt\": \"Once\"}", "", "not json");

    assertThat(prompts).extracting(p -> p.get("id").asText()).containsExactly("line-2", "line-4");
    assertThat(prompts.get(0).get("max_tokens").asInt()).isEqualTo(4);
    assertThat(prompts.get(0).has("messages")).isFalse();
    assertThat(text(prompts.get(0)))
        .isEqualTo("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
    assertThat(text(prompts.get(1))).isEqualTo("Once");
    assertThat(learnt(LONGEST_LINE).rows()).hasSize(1);
    assertThat(learnt(LONGEST_LINE).problems()).extracting(RowProblem::line).containsExactly(6L);
  }

  @Test
  void promptsAreRenderedWithTheirTemplateArguments() throws IOException {
    String arguments = ", \"chat_template_kwargs\": {\"style\": \"Count \"}}";
    String prompt = "{\"prompt\": \"Once\"" + arguments;

    List<JsonNode> prompts =
        split(
            "{{ style }}{{ messages[0].content }}",
            UNANSWERED.replaceFirst("}$", arguments),
            prompt);

    assertThat(text(prompts.get(0))).isEqualTo("Count Hi");
    assertThat(prompts.get(0).has("chat_template_kwargs")).isFalse();
    // generate says that they do not go with a prompt
    assertThat(prompts.get(1).has("chat_template_kwargs")).isTrue();
  }

  @Test
  void lineThatIsTooLongIsNoPromptAndStaysTooLong() throws IOException {
    String tooLong = "{\"prompt\": \"" + "secret ".repeat(LONGEST_LINE) + "\"}";

    List<JsonNode> prompts = split(template(), UNANSWERED, tooLong, ANSWERED);

    assertThat(prompts).hasSize(1);
    assertThat(others()).content().hasSizeLessThan(2 * LONGEST_LINE);
    assertThat(learnt(LONGEST_LINE).rows()).hasSize(1);
    assertThat(learnt(LONGEST_LINE).problems())
        .containsExactly(
            new RowProblem(2, "the line must have at most max-line-size = 1000 bytes, got more"));
  }

  @Test
  void answersAreJoinedToTheirPromptsHoweverLong() throws IOException {
    String longPrompt = "[" + "7, ".repeat(LONGEST_LINE) + "7]";
    Path prompts =
        Files.writeString(
            folder.resolve("p"), "{\"id\": \"a\", \"prompt_token_ids\": " + longPrompt + "}\n");
    Path completions =
        Files.writeString(folder.resolve("c"), "{\"id\": \"a\", \"token_ids\": [5, 6]}\n");

    UnansweredPrompts.join(prompts, completions, others());

    assertThat(learnt(LineReader.WHOLE).problems())
        .extracting(RowProblem::reason)
        .containsExactly(
            "messages must have two tokens of an assistant in a row within 1000 tokens, got 0 in"
                + " all");
    Files.writeString(prompts, "{\"id\": \"a\", \"prompt_token_ids\": [1, 2]}\n");
    UnansweredPrompts.join(prompts, completions, others());
    TokenRow row = learnt(LineReader.WHOLE).rows().get(0);
    assertThat(row.length()).isEqualTo(4);
    assertThat(row.labels()).isEqualTo(2);
  }
}
