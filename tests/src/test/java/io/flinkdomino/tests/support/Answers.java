package io.flinkdomino.tests.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.tests.support.Prompt.Count;
import io.flinkdomino.tests.support.Prompt.DeadLetter;
import io.flinkdomino.tests.support.Prompt.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** All outputs of a job that has ended, held against the prompts it was sent. */
public final class Answers {

  /** A record as it lies on its topic, and what it says. */
  private record Answer(ConsumerRecord<byte[], byte[]> record, JsonNode json) {}

  private final List<Answer> completions;
  private final List<Answer> deadLetters;
  private final List<JsonNode> metrics;

  private Answers(List<Answer> completions, List<Answer> deadLetters, List<JsonNode> metrics) {
    this.completions = completions;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  /** Reads all three topics to their ends. */
  public static Answers read(Topics topics, WireFormat format) {
    return read(topics, format, UnaryOperator.identity());
  }

  /** The same for values that hold the format's bytes in something else. */
  public static Answers read(Topics topics, WireFormat format, UnaryOperator<byte[]> unwrap) {
    OutputDecoder decoder = new OutputDecoder(format);
    return new Answers(
        answers(topics.read(topics.completions()), v -> decoder.completion(unwrap.apply(v))),
        answers(topics.read(topics.deadLetters()), v -> decoder.deadLetter(unwrap.apply(v))),
        topics.read(topics.metrics()).stream()
            .map(r -> decoder.metrics(unwrap.apply(r.value())))
            .toList());
  }

  private static List<Answer> answers(
      List<ConsumerRecord<byte[], byte[]>> records, Function<byte[], JsonNode> decoder) {
    return records.stream().map(r -> new Answer(r, decoder.apply(r.value()))).toList();
  }

  /** The completions. */
  public List<JsonNode> completions() {
    return completions.stream().map(Answer::json).toList();
  }

  /** The dead letters. */
  public List<JsonNode> deadLetters() {
    return deadLetters.stream().map(Answer::json).toList();
  }

  /** Every prompt has one answer of the right kind, under its own key and headers. */
  public void assertOneEach(Map<SourcePosition, Prompt> sent) {
    List<Answer> all = new ArrayList<>(completions);
    all.addAll(deadLetters);
    assertThat(all)
        .extracting(answer -> SourcePosition.of(answer.json()))
        .containsExactlyInAnyOrderElementsOf(sent.keySet());
    for (Answer answer : completions) {
      Prompt prompt = promptOf(answer, sent);
      assertThat(prompt.expected()).isNotInstanceOf(DeadLetter.class);
      assertCarriedOver(answer.record(), prompt);
    }
    for (Answer answer : deadLetters) {
      Prompt prompt = promptOf(answer, sent);
      String reason = answer.json().get("reason").asText();
      assertThat(prompt.expected())
          .as("prompt %d: %s", prompt.number(), answer.json().get("message"))
          .isInstanceOfSatisfying(
              DeadLetter.class, letter -> assertThat(reason).isEqualTo(letter.reason().name()));
      assertCarriedOver(answer.record(), prompt);
    }
  }

  /** Every completion has the target's own tokens and the id, metadata and counts it should. */
  public void assertTokensEqual(
      Map<SourcePosition, Prompt> sent, Map<Integer, List<Integer>> targetOnly) {
    for (Answer answer : completions) {
      Prompt prompt = promptOf(answer, sent);
      JsonNode json = answer.json();
      int count = json.at("/usage/completion_tokens").asInt();
      if (prompt.expected() instanceof Tokens tokens) {
        String ownId = tokens.id();
        assertThat(GoldenCase.ints(json.get("token_ids")))
            .as("prompt %d", prompt.number())
            .isEqualTo(targetOnly.get(prompt.number()))
            .hasSize(count);
        assertThat(json.get("id").asText())
            .isEqualTo(ownId == null ? SourcePosition.of(json).id() : ownId);
        assertThat(json.at("/usage/prompt_tokens").asInt()).isEqualTo(tokens.promptIds().size());
        assertThat(json.at("/metadata/tenant").asText(""))
            .isEqualTo(prompt.number() % 3 == 0 ? Workload.TENANT : "");
      } else if (prompt.expected() instanceof Count expected) {
        assertThat(count).isEqualTo(expected.tokens());
      }
    }
  }

  /** What the windows add up to is what the completions add up to. */
  public void assertMetricsAddUp() {
    assertThat(sum(metrics, "/requests")).isEqualTo(completions.size());
    Map<String, String> fields = new HashMap<>();
    fields.put("/prompt_tokens", "/usage/prompt_tokens");
    fields.put("/completion_tokens", "/usage/completion_tokens");
    fields.put("/num_drafts", "/acceptance/steps");
    fields.put("/num_proposed_tokens", "/acceptance/proposed");
    fields.put("/num_draft_tokens", "/acceptance/drafted");
    fields.put("/num_accepted_tokens", "/acceptance/accepted");
    fields.forEach(
        (window, completion) ->
            assertThat(sum(metrics, window)).as(window).isEqualTo(sum(completions(), completion)));
    assertThat(sum(metrics, "/num_accepted_tokens")).as("speculation works").isPositive();
    for (int i = 0; i < 16; i++) {
      assertThat(sum(metrics, "/num_accepted_tokens_per_pos/" + i))
          .as("position %d", i)
          .isEqualTo(sum(completions(), "/acceptance/accepted_per_position/" + i));
    }
  }

  private static long sum(List<JsonNode> records, String field) {
    return records.stream().mapToLong(record -> record.at(field).asLong(0)).sum();
  }

  private static Prompt promptOf(Answer answer, Map<SourcePosition, Prompt> sent) {
    Prompt prompt = sent.get(SourcePosition.of(answer.json()));
    assertThat(prompt).isNotNull();
    return prompt;
  }

  private static void assertCarriedOver(ConsumerRecord<byte[], byte[]> record, Prompt prompt) {
    assertThat(record.key()).as("key of prompt %d", prompt.number()).isEqualTo(prompt.key());
    assertThat(headers(record.headers()))
        .as("headers of prompt %d", prompt.number())
        .isEqualTo(headers(prompt.headers()));
  }

  private static List<String> headers(Iterable<Header> headers) {
    List<String> shown = new ArrayList<>();
    headers.forEach(header -> shown.add(header.key() + "=" + hex(header.value())));
    return shown;
  }

  private static String hex(byte @Nullable [] bytes) {
    return bytes == null ? "absent" : HexFormat.of().formatHex(bytes);
  }
}
