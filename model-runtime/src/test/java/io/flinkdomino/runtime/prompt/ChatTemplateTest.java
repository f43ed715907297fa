package io.flinkdomino.runtime.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.prompt.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTemplateTest {

  private static final List<ChatMessage> HELLO = List.of(new ChatMessage("user", "hello"));

  @TempDir Path folder;

  @Test
  void rendersMessagesAndOpensTheAnswer() throws IOException {
    ChatTemplate template = GoldenFiles.tinyTemplate();
    List<ChatMessage> messages =
        List.of(new ChatMessage("system", "Be brief."), new ChatMessage("user", "{{ hi }}\r\n"));

    assertThat(template.render(messages, true, Map.of()))
        .isEqualTo(
            """
            <|im_start|>system
            Be brief.<|im_end|>
            <|im_start|>user
            {{ hi }}\r
            <|im_end|>
            <|im_start|>assistant
            """);
    assertThat(template.render(HELLO, false, Map.of()))
        .isEqualTo("<|im_start|>user\nhello<|im_end|>\n");
  }

  @Test
  void argumentsAreVariablesButCannotReplaceTheMessages() {
    ChatTemplate template =
        ChatTemplate.parse("{{ messages[0].content }} {{ enable_thinking }} {{ missing }}");

    String text =
        template.render(HELLO, true, Map.of("enable_thinking", false, "messages", List.of()));

    assertThat(text).isEqualTo("hello False ");
  }

  @Test
  void toolsAndDocumentsAreNoneRatherThanUndefined() {
    assertThat(ChatTemplate.parse("{{ tools }} {{ documents }}").render(HELLO, true, Map.of()))
        .isEqualTo("None None");
  }

  @Test
  void specialTokensOfTheTokenizerConfigAreVariables() throws IOException {
    Path config = folder.resolve("tokenizer_config.json");
    Files.writeString(
        config,
        """
        {"bos_token": {"__type": "AddedToken", "content": "<s>"}, "eos_token": "</s>",
         "pad_token": null, "model_max_length": 5}
        """);
    ChatTemplate template =
        ChatTemplate.parse(
            "{{ bos_token + eos_token }}[{{ pad_token }}]", SpecialTokens.read(config));

    assertThat(template.render(HELLO, true, Map.of())).isEqualTo("<s></s>[]");
  }

  @Test
  void unreadableTokenizerConfigIsNamed() {
    Path missing = folder.resolve("tokenizer_config.json");

    assertThatThrownBy(() -> SpecialTokens.read(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void unsupportedConstructFailsWhenTheTemplateIsParsed() {
    assertThatThrownBy(() -> ChatTemplate.parse("a\n{{ messages | tojson }}"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("chat template line 2: filter 'tojson' is not supported");
  }
}
