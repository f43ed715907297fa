package io.flinkdomino.runtime.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.prompt.ChatTemplate;
import io.flinkdomino.runtime.prompt.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationReaderTest {

  private static final Path TARGET = Path.of("../tests/golden/tiny/target");
  private static final String CHAT =
      """
      {"messages": [{"role": "user", "content": "Count the items: beads"},
        {"role": "assistant", "content": "There is 1 item."}, {"role": "user", "content": "Sure?"},
        {"role": "assistant", "content": "Yes."}]}"""
          .replace("\n", "");

  private static final int LONGEST_LINE = 4096;

  @TempDir private Path folder;

  private final Tokenizer tokenizer = Tokenizer.open(TARGET.resolve("tokenizer.json"));

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private TrainingSet read(String template, int maxTokens, String... lines) throws IOException {
    Path file = folder.resolve("data.jsonl");
    Files.write(file, String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1));
    return reader(template, maxTokens).read(file, LONGEST_LINE);
  }

  private ConversationReader reader(String template, int maxTokens) {
    return new ConversationReader(ChatTemplate.parse(template), tokenizer, 640, maxTokens);
  }

  private TrainingSet read(int maxTokens, String... lines) throws IOException {
    return read(Files.readString(TARGET.resolve("chat_template.jinja")), maxTokens, lines);
  }

  private String text(TokenRow row, boolean supervised) {
    return tokenizer.decode(
        IntStream.range(0, row.length())
            .filter(at -> row.supervised(at) == supervised)
            .map(row::token)
            .toArray(),
        false);
  }

  @Test
  void whatTheAssistantSaysIsToBeLearned() throws IOException {
    TrainingSet set = read(1000, CHAT);

    assertThat(set.problems()).isEmpty();
    assertThat(set.rows()).hasSize(1);
    assertThat(text(set.rows().get(0), true))
        .isEqualTo("There is 1 item.<|im_end|>\nYes.<|im_end|>\n");
    assertThat(text(set.rows().get(0), false))
        .isEqualTo(
            """
            <|im_start|>user
            Count the items: beads<|im_end|>
            <|im_start|>assistant
            <|im_start|>user
            Sure?<|im_end|>
            <|im_start|>assistant
            """);
  }

  @Test
  void longConversationsAreCut() throws IOException {
    TokenRow whole = read(1000, CHAT).rows().get(0);

    TokenRow cut = read(whole.length() - 2, CHAT).rows().get(0);

    assertThat(cut.length()).isEqualTo(whole.length() - 2);
    assertThat(cut.labels()).isEqualTo(whole.labels() - 2);
    assertThat(read(10, CHAT).problems())
        .extracting(RowProblem::reason)
        .containsExactly(
            "messages must have two tokens of an assistant in a row within 10 tokens, got 0 in all");
  }

  @Test
  void badLinesAreNotedAndTheOthersRead() throws IOException {
    TrainingSet set =
        read(
            1000,
            CHAT,
            "",
            "not json, secret",
            "{\"prompt\": \"secret\"}",
            "{\"messages\": []}",
            "{\"messages\": [{\"role\": 1, \"content\": \"secret\"}]}",
            "{\"messages\": [{\"role\": \"user\", \"content\": [\"secret\"]}]}",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"secret\"}]}",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"\u00ff\"}]}",
            CHAT);

    assertThat(set.rows()).hasSize(2);
    assertThat(set.problems())
        .containsExactly(
            new RowProblem(3, "the line must be a JSON object in UTF-8"),
            new RowProblem(4, "messages must be a list of at least one message, got nothing"),
            new RowProblem(5, "messages must be a list of at least one message, got array"),
            new RowProblem(6, "messages[0].role must be a string, got number"),
            new RowProblem(7, "messages[0].content must be a string, got array"),
            new RowProblem(
                8,
                "messages must have two tokens of an assistant in a row within 1000 tokens, got 0"
                    + " in all"),
            new RowProblem(9, "the line must be a JSON object in UTF-8"));
  }

  @Test
  void lineThatIsTooLongIsNotedAndTheOthersRead() throws IOException {
    String tooLong = CHAT.replace("Sure?", "secret ".repeat(LONGEST_LINE));

    TrainingSet set = read(1000, CHAT, "", tooLong, CHAT);

    assertThat(set.rows()).hasSize(2);
    assertThat(set.problems())
        .containsExactly(
            new RowProblem(3, "the line must have at most max-line-size = 4096 bytes, got more"));
  }

  @Test
  void templateThatRewritesWhatStoodBeforeIsNoted() throws IOException {
    String rewriting =
        """
        {%- for m in messages %}{% if loop.last %}last {% endif %}{{ m.role }}: {{ m.content }}
        {%- endfor %}{%- if add_generation_prompt %}assistant: {%- endif %}""";

    assertThat(read(rewriting, 1000, CHAT).problems())
        .extracting(RowProblem::reason)
        .containsExactly(
            "messages[1] must render to a continuation of what stands before it, got another text");
  }

  @Test
  void generationBlocksSayWhatIsToBeLearned() throws IOException {
    String marking =
        """
        {%- for m in messages %}<|im_start|>{% if m.role == 'assistant' %}
        {%- generation %}{{ m.content }}{% endgeneration %}<|im_end|>{% else %}{{ m.content }}{% endif %}
        {%- endfor %}""";

    TrainingSet set = read(marking, 1000, CHAT);

    assertThat(set.problems()).isEmpty();
    assertThat(text(set.rows().get(0), true)).isEqualTo("There is 1 item.Yes.");
    String withinAToken = "Coun{% generation %}t the items{% endgeneration %}";
    assertThat(read(withinAToken, 1000, CHAT).problems())
        .extracting(RowProblem::reason)
        .singleElement()
        .asString()
        .startsWith("messages must have a token boundary wherever the assistant begins or ends");
  }

  private static String chatWith(String arguments) {
    return CHAT.substring(0, CHAT.length() - 1) + ", \"chat_template_kwargs\": " + arguments + "}";
  }

  @Test
  void templateHasTheArgumentsOfItsRow() throws IOException {
    String template =
        """
        {%- for m in messages %}<|im_start|>{% if m.role == 'assistant' %}{{ style }}<|im_end|>{% endif %}
        {{- m.content }}<|im_end|>{% endfor %}
        {%- if add_generation_prompt %}<|im_start|>{{ style }}<|im_end|>{% endif %}""";

    TrainingSet set = read(template, 1000, CHAT, chatWith("{\"style\": \"Count\"}"));

    assertThat(set.problems()).isEmpty();
    assertThat(text(set.rows().get(0), true)).isEqualTo("There is 1 item.<|im_end|>Yes.<|im_end|>");
    assertThat(text(set.rows().get(1), true)).isEqualTo(text(set.rows().get(0), true));
    assertThat(text(set.rows().get(0), false)).endsWith("Sure?<|im_end|><|im_start|><|im_end|>");
    assertThat(text(set.rows().get(1), false)).endsWith("<|im_start|>Count<|im_end|>");
  }

  @Test
  void templateArgumentsKeepTheRulesOfPrompts() throws IOException {
    TrainingSet set =
        read(
            1000,
            chatWith("null"),
            chatWith("{\"a\": [true, 1.5, {\"b\": null}]}"),
            chatWith("[1]"),
            chatWith("{\"a\": null}"),
            chatWith("{\"messages\": []}"),
            chatWith("{\"a\": [92233720368547758070]}"),
            chatWith("{\"a\": 1e999}"),
            "{\"prompt_token_ids\": [5, 6], \"completion_token_ids\": [7, 8],"
                + " \"chat_template_kwargs\": {\"a\": 1}}");

    assertThat(set.rows()).hasSize(2);
    assertThat(set.problems())
        .containsExactly(
            new RowProblem(3, "chat_template_kwargs must be an object, got array"),
            new RowProblem(4, "chat_template_kwargs must hold values, got null"),
            new RowProblem(5, "chat_template_kwargs must not set 'messages'"),
            new RowProblem(
                6, "chat_template_kwargs must hold integers of at most 64 bits, got a longer one"),
            new RowProblem(7, "chat_template_kwargs must hold finite numbers, got Infinity"),
            new RowProblem(
                8, "chat_template_kwargs must come with messages, got completion_token_ids"));
  }

  @Test
  void templateArgumentsHaveABoundedSize() throws IOException {
    String many =
        IntStream.range(0, 65)
            .mapToObj(i -> "\"a" + i + "\": 1")
            .collect(Collectors.joining(", ", "{", "}"));

    assertThat(read(1000, chatWith(many)).problems())
        .extracting(RowProblem::reason)
        .containsExactly("chat_template_kwargs must have at most 64 entries, got 65");
    Path file = folder.resolve("long.jsonl");
    Files.writeString(file, chatWith("{\"a\": \"" + "x".repeat(65_534) + "\"}"));
    assertThat(reader("{{ a }}", 1000).read(file, 1 << 20).problems())
        .extracting(RowProblem::reason)
        .containsExactly(
            "chat_template_kwargs must have at most 65536 characters of JSON, got 65537");
  }

  @Test
  void promptsWithCompletionsMayBeTokenIds() throws IOException {
    TrainingSet set =
        read(
            1000,
            "{\"prompt_token_ids\": [5, 6], \"completion_token_ids\": [7, 8, 2]}",
            "{\"prompt_token_ids\": [5], \"completion_token_ids\": [7, 640]}",
            "{\"prompt_token_ids\": [5], \"completion_token_ids\": [7, \"8\"]}",
            "{\"completion_token_ids\": [7, 8]}");

    assertThat(set.rows()).hasSize(1);
    assertThat(set.rows().get(0).length()).isEqualTo(5);
    assertThat(set.rows().get(0).labels()).isEqualTo(3);
    assertThat(set.problems())
        .containsExactly(
            new RowProblem(2, "token ids must be below the model's vocab_size = 640, got 640"),
            new RowProblem(3, "completion_token_ids[1] must be a token id, got string"),
            new RowProblem(4, "prompt_token_ids must be a list of token ids, got nothing"));
  }
}
