package io.flinkdomino.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.ModelLoader;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.PromptEncoder;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.train.data.RowProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationInputTest {

  private static final int LONGEST_PROMPT = 40;

  @TempDir Path folder;

  private final ModelFolder target = ModelFolder.open(Tiny.TARGET);
  private final Tokenizer tokenizer = Tokenizer.open(target.tokenizer().orElseThrow());

  @AfterEach
  void closeTokenizer() {
    tokenizer.close();
  }

  @Test
  void promptsAndConversationsAreReadByTask() throws Exception {
    EvaluationInput input =
        read(
            "{\"id\": \"p\", \"prompt\": \"Once\", \"temperature\": 0.8, \"n\": 3}",
            "",
            "{\"task\": \"b\", \"prompt_token_ids\": [1, 2], \"max_tokens\": 5}",
            "{\"task\": \"a\", \"messages\": [{\"role\": \"user\", \"content\": \"Why?\"},"
                + " {\"role\": \"assistant\", \"content\": \"So.\"}]}",
            "{\"task\": \"b\", \"prompt\": \"Twice\", \"metadata\": {\"k\": \"v\"}}");

    assertThat(input.problems()).isEmpty();
    assertThat(input.byTask().keySet()).containsExactly("", "b", "a");
    assertThat(input.prompts())
        .extracting(EvaluationPrompt::id)
        .containsExactly("p", "rows.jsonl-0-2", "rows.jsonl-0-3", "rows.jsonl-0-4");
    assertThat(input.byTask().get("b").get(1).metadata()).isEqualTo(Map.of("k", "v"));
    GenerationParameters parameters = input.prompts().get(0).encoded().request().parameters();
    assertThat(parameters.sampling().isGreedy()).isTrue();
    assertThat(parameters.n()).isEqualTo(1);
    assertThat(parameters.stop().maxTokens()).isEqualTo(256);
  }

  @Test
  void badRowsAreLeftOutWithLineFieldRuleAndValueButNoText() throws Exception {
    EvaluationInput input =
        read(
            "{\"prompt\": \"secret",
            "{\"id\": \"good\", \"prompt\": \"x\"}",
            "",
            "{\"prompt\": \"secret\", \"max_tokens\": 0}",
            "{\"prompt\": \"secret\", \"secrets\": 1}",
            "{\"messages\": [{\"role\": \"user\", \"content\": 5}]}",
            "{\"prompt\": \"" + "secret ".repeat(LONGEST_PROMPT) + "\"}",
            "{\"prompt\": \"" + "secret ".repeat(1000) + "\"}");

    assertThat(input.prompts()).extracting(EvaluationPrompt::id).containsExactly("good");
    assertThat(input.problems())
        .extracting(RowProblem::line)
        .containsExactly(1L, 4L, 5L, 6L, 7L, 8L);
    assertThat(input.problems())
        .extracting(RowProblem::reason)
        .satisfiesExactly(
            r -> assertThat(r).isEqualTo("the line must be a JSON object in UTF-8"),
            r -> assertThat(r).isEqualTo("max_tokens must be between 1 and 2147483647, got 0"),
            r -> assertThat(r).isEqualTo("secrets is not a field of a prompt"),
            r -> assertThat(r).startsWith("messages[0].content must be a string"),
            r -> assertThat(r).startsWith("prompt must be at most 40 tokens, got"),
            r -> assertThat(r).contains("max-line-size = 4096 bytes"));
    assertThat(input.summary())
        .startsWith("1 prompt\n")
        .contains("6 bad lines of input left out", "line 4: max_tokens")
        .doesNotContain("secret ");
  }

  @Test
  void fileWithoutAUsableRowIsAWrongOption() {
    assertThatThrownBy(() -> read("{}"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith("input must have a row to decode, got line 1: exactly one of");
  }

  private EvaluationInput read(String... lines) throws Exception {
    Path file = Tiny.write(folder.resolve("rows.jsonl"), List.of(lines));
    PromptEncoder encoder =
        new PromptEncoder(
            Optional.of(tokenizer), ModelLoader.chatTemplate(target), 640, LONGEST_PROMPT);
    return EvaluationInput.read(
        Tiny.settings("prompt-lookup", file, Map.of("max-line-size", "4 kb")), encoder);
  }
}
