package io.flinkdomino.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two prompts, of which the second asks for two completions. */
class OutputCollectorTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Integer> shown = new ArrayList<>();
  private final OutputCollector outputs =
      new OutputCollector(prompt -> prompt + 1, (completion, prompt) -> shown.add(prompt));

  @Test
  void promptIsAnsweredByAllItsCompletions() {
    outputs.completion("1", completion(1, 7), 0);
    outputs.completion("0", completion(0, 5), 0);
    assertThat(outputs.answered()).isEqualTo(1);
    outputs.completion("1", completion(0, 6), 0);

    assertThat(outputs.answered()).isEqualTo(2);
    assertThat(shown).containsExactly(1, 0, 1);
    assertThat(outputs.tokens())
        .containsEntry(0, List.of(JSON.valueToTree(List.of(5))))
        .containsEntry(1, List.of(JSON.valueToTree(List.of(6)), JSON.valueToTree(List.of(7))));
  }

  @Test
  void isCompleteOnceTheMetricsCountEveryCompletion() {
    outputs.completion("0", completion(0, 5), 0);
    outputs.completion("1", completion(0, 6), 0);
    outputs.metrics(window(3));
    assertThat(outputs.complete(2)).as("a completion is missing").isFalse();

    outputs.completion("1", completion(1, 7), 0);

    assertThat(outputs.complete(2)).isTrue();
    assertThat(outputs.fromCompletions()).isEqualTo(outputs.fromMetrics());
  }

  @Test
  void deadLetterAnswersAPromptWhateverItAskedFor() {
    outputs.deadLetter("1", JSON.createObjectNode(), 0);

    assertThat(outputs.answered()).isEqualTo(1);
    assertThat(outputs.deadLettered()).isEqualTo(1);
  }

  @Test
  void sameCompletionTwiceIsAnError() {
    outputs.completion("1", completion(1, 7), 0);

    assertThatThrownBy(() -> outputs.completion("1", completion(1, 7), 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("prompt 1 must have one completion 1, got two");
  }

  private static JsonNode completion(int index, int token) {
    ObjectNode completion = JSON.createObjectNode().put("index", index);
    completion.putArray("token_ids").add(token);
    completion.putObject("usage").put("completion_tokens", 1);
    return completion;
  }

  private static JsonNode window(int completions) {
    return JSON.createObjectNode()
        .put("requests", completions)
        .put("completion_tokens", completions);
  }
}
