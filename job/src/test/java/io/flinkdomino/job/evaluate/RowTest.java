package io.flinkdomino.job.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowTest {

  private static final String ASKED = "{\"role\":\"user\",\"content\":\"Why?\"}";
  private static final String ANSWERED = "{\"role\":\"assistant\",\"content\":\"So.\"}";

  @Test
  void promptStaysAsItIsButForItsTask() throws Exception {
    Row row = read("{\"id\": \"a\", \"task\": \"t\", \"prompt\": \"x\", \"max_tokens\": 7}");

    assertThat(row.task()).isEqualTo("t");
    assertThat(prompt(row)).isEqualTo("{\"id\":\"a\",\"prompt\":\"x\",\"max_tokens\":7}");
  }

  @Test
  void taskMayStandInTheMetadata() throws Exception {
    String line = "{\"prompt\":\"x\",\"metadata\":{\"task\":\"t\"},\"max_tokens\":7}";

    assertThat(read(line).task()).isEqualTo("t");
    assertThat(prompt(read(line))).isEqualTo(line);
    assertThat(read(line.replace("{\"prompt", "{\"task\":\"u\",\"prompt")).task()).isEqualTo("u");
  }

  @Test
  void limitIsAddedWhereTheRowHasNone() throws Exception {
    assertThat(prompt(read("{\"prompt\": \"x\"}")))
        .isEqualTo("{\"prompt\":\"x\",\"max_tokens\":9}");
    assertThat(prompt(read("{\"prompt\": \"x\", \"max_completion_tokens\": 3}")))
        .doesNotContain("max_tokens");
  }

  @Test
  void lastAnswerOfAConversationIsLeftOut() throws Exception {
    Row row =
        read(
            "{\"id\": \"c\", \"source\": 5, \"messages\": [%s, %s, %s, %s]}"
                .formatted(ASKED, ANSWERED, ASKED, ANSWERED));

    assertThat(row.task()).isEmpty();
    assertThat(prompt(row))
        .isEqualTo(
            "{\"id\":\"c\",\"messages\":[%s,%s,%s],\"max_tokens\":9}"
                .formatted(ASKED, ANSWERED, ASKED));
  }

  @Test
  void conversationKeepsItsTemplateArguments() throws Exception {
    Row row =
        read(
            "{\"messages\": [%s, %s], \"chat_template_kwargs\": {\"style\": 1}}"
                .formatted(ASKED, ANSWERED));

    assertThat(prompt(row)).contains("\"chat_template_kwargs\":{\"style\":1}", ASKED);
  }

  @Test
  void messagesThatAskStayWhole() throws Exception {
    assertThat(prompt(read("{\"messages\": [%s]}".formatted(ASKED)))).contains(ASKED);
  }

  @Test
  void badRowsNameTheRuleAndNoText() {
    assertProblem("{\"prompt\": \"secret", "the line must be a JSON object in UTF-8");
    assertProblem("{\"a\": 1, \"a\": 2}", "the line must be a JSON object in UTF-8");
    assertProblem("[\"secret\"]", "the line must be a JSON object, got array");
    assertProblem("{\"task\": 5}", "task must be a string, got number");
    assertProblem(
        "{\"messages\": [%s]}".formatted(ANSWERED),
        "messages must have one before the last assistant message, got none");
  }

  private static void assertProblem(String line, String message) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(BadRowException.class).hasMessage(message);
  }

  private static Row read(String line) throws BadRowException {
    return Row.read(line.getBytes(UTF_8), 9);
  }

  private static String prompt(Row row) {
    return new String(row.prompt(), UTF_8);
  }
}
