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
  void rendersMessagesAndOpensTheAnswer() {
    ChatTemplate template = ChatTemplate.load(GoldenFiles.TINY_TARGET).orElseThrow();
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
  void specialTokensComeFromTokenizerConfig() throws IOException {
    write(
        "tokenizer_config.json",
        """
        {"bos_token": {"__type": "AddedToken", "content": "<s>"}, "eos_token": "</s>",
         "pad_token": null, "chat_template": "unused"}
        """);
    write("chat_template.jinja", "{{ bos_token + eos_token }}[{{ pad_token }}]\n");

    ChatTemplate template = ChatTemplate.load(folder).orElseThrow();

    assertThat(template.render(HELLO, true, Map.of())).isEqualTo("<s></s>[]");
  }

  @Test
  void templateWithinTokenizerConfigIsUsedWhereThereIsNoFile() throws IOException {
    write("tokenizer_config.json", "{\"chat_template\": \"one\"}");
    assertThat(ChatTemplate.load(folder).orElseThrow().render(HELLO, true, Map.of()))
        .isEqualTo("one");

    write(
        "tokenizer_config.json",
        """
        {"chat_template": [{"name": "rag", "template": "r"}, {"name": "default", "template": "d"}]}
        """);
    assertThat(ChatTemplate.load(folder).orElseThrow().render(HELLO, true, Map.of()))
        .isEqualTo("d");
  }

  @Test
  void folderWithoutTemplateHasNone() throws IOException {
    assertThat(ChatTemplate.load(folder)).isEmpty();

    write("tokenizer_config.json", "{\"eos_token\": \"</s>\"}");
    assertThat(ChatTemplate.load(folder)).isEmpty();
  }

  @Test
  void unreadableConfigNamesTheFolder() throws IOException {
    write("tokenizer_config.json", "{");

    assertThatThrownBy(() -> ChatTemplate.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void unsupportedConstructFailsWhenTheTemplateIsParsed() {
    assertThatThrownBy(() -> ChatTemplate.parse("a\n{{ messages | tojson }}"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("chat template line 2: filter 'tojson' is not supported");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
