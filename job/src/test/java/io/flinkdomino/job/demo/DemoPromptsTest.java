package io.flinkdomino.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPromptsTest {

  @TempDir Path folder;

  @Test
  void idAndTokensAreAskedForAndAllElseStays() throws IOException {
    assertThat(
            read(
                    "{\"id\": \"a\", \"n\": 2, \"return_token_ids\": false}",
                    "",
                    " { \"prompt\": \"x {\\\"\", \"seed\":  1.50 }")
                .lines())
        .containsExactly(
            "{\"id\": \"a\", \"n\": 2, \"return_token_ids\": false}",
            " {\"id\": \"demo-1\", \"return_token_ids\": true, \"prompt\": \"x {\\\"\","
                + " \"seed\":  1.50 }");
  }

  @Test
  void whatIsNoPromptIsSentAsItIs() throws IOException {
    assertThat(read("{\"prompt\": \"breaks o", "[1]", "{}", "text").lines())
        .containsExactly("{\"prompt\": \"breaks o", "[1]", "{}", "text");
  }

  @Test
  void countsTheCompletionsThatAPromptAsksFor() throws IOException {
    DemoPrompts prompts = read("{\"prompt\": \"a\"}", "{\"prompt\": \"a\", \"n\": 3}", "text");

    assertThat(List.of(prompts.completions(0), prompts.completions(1), prompts.completions(2)))
        .containsExactly(1, 3, 1);
  }

  private DemoPrompts read(String... lines) throws IOException {
    return DemoPrompts.read(Files.write(folder.resolve("prompts.jsonl"), List.of(lines)));
  }
}
