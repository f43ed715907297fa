package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What prompts ask for beyond greedy decoding, with target and drafter, two sequences at a time.
 */
@Timeout(120)
class SamplingIT {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Tokens that outlast a savepoint many times. */
  private static final int LASTING = 150;

  private static final String SAMPLED =
      """
      {"id": "NAME", "prompt": "Count the items: beads, books, coins", "max_tokens": 24, "ignore_eos": true,
       "temperature": 0.9, "top_p": 0.95, "top_k": 50, "seed": SEED, "n": COUNT, "return_token_ids": true,
       "return_decode_trace": true}""";

  /** Closer than this, two runs may decide differently; their batches have different shapes. */
  private static final double ROUNDING = 1e-3;

  @RegisterExtension static final OperatorCluster CLUSTER = new OperatorCluster();

  @TempDir static Path folder;

  @Test
  void promptWithSeveralCompletionsHasOneRecordForEach() throws Exception {
    run(PromptSequence.of(sampled("q-1", 7, 3)));

    List<JsonNode> completions = Emitted.of("completions");
    assertThat(completions).extracting(c -> c.get("index").asInt()).containsExactly(0, 1, 2);
    assertThat(completions).extracting(c -> c.get("seed").asLong()).containsExactly(7L, 8L, 9L);
    assertThat(completions).extracting(c -> c.get("id").asText()).containsOnly("q-1");
    assertThat(completions).extracting(c -> c.get("source_offset").asLong()).containsOnly(0L);
    assertThat(completions).extracting(c -> c.get("token_ids")).doesNotHaveDuplicates();
    assertThat(Emitted.of("dead letters")).isEmpty();
    assertThat(sum("metrics", "/requests")).isEqualTo(3);
    assertThat(sum("metrics", "/prompt_tokens"))
        .isEqualTo(sum("completions", "/usage/prompt_tokens"))
        .isPositive();
    assertThat(sum("metrics", "/num_drafts"))
        .isEqualTo(sum("completions", "/acceptance/steps"))
        .isPositive();
  }

  @Test
  void seedOfACompletionGivesItAgainAlone() throws Exception {
    run(
        PromptSequence.of(
            sampled("q-1", 7, 3), sampled("0", 7, 1), sampled("1", 8, 1), sampled("2", 9, 1)));

    List<JsonNode> completions = Emitted.of("completions");
    for (JsonNode together : of("q-1", completions)) {
      JsonNode alone = of(together.get("index").asText(), completions).get(0);
      assertThat(alone.get("seed")).isEqualTo(together.get("seed"));
      if (isDecided(together)) {
        assertThat(alone.get("token_ids")).isEqualTo(together.get("token_ids"));
      }
    }
    assertThat(of("q-1", completions))
        .as("completions that had no close decision")
        .anyMatch(SamplingIT::isDecided);
  }

  /** Without a margin, nothing could have changed its tokens. */
  private static boolean isDecided(JsonNode completion) {
    return completion.path("min_margin").asDouble(Double.MAX_VALUE) > ROUNDING;
  }

  @Test
  void promptOfSeveralCompletionsIsOneInFlight() throws Exception {
    String prompt =
        """
        {"id": "q-1", "prompt_token_ids": [1, 286], "max_tokens": %d, "ignore_eos": true, "n": 3}"""
            .formatted(LASTING);
    JobID job = submit(PromptSequence.of(prompt), new Configuration());
    await().atMost(DEADLINE).until(() -> PromptSequence.READ.get() == 1);
    String savepoint = CLUSTER.stopWithSavepoint(job, folder.toUri().toString());
    assertThat(CLUSTER.result(job).isSuccess()).isTrue();
    assertThat(Emitted.of("completions")).isEmpty();

    JobID again = submit(PromptSequence.of(prompt), OperatorCluster.restoring(savepoint));
    assertThat(CLUSTER.result(again).isSuccess()).isTrue();

    assertThat(Emitted.of("completions"))
        .extracting(c -> c.get("index").asInt())
        .containsExactly(0, 1, 2);
    assertThat(Emitted.of("completions")).extracting(c -> c.get("attempt").asInt()).containsOnly(2);
  }

  @Test
  void deadlineInThePastIsADeadLetter() throws Exception {
    run(
        PromptSequence.of(
            "{\"id\": \"late\", \"prompt_token_ids\": [1, 286], \"deadline_epoch_ms\": 1}",
            "{\"id\": \"ok\", \"prompt_token_ids\": [1, 286], \"max_tokens\": 4, "
                + "\"deadline_epoch_ms\": 9223372036854775807}"));

    assertThat(Emitted.of("completions"))
        .extracting(c -> c.get("id").asText())
        .containsExactly("ok");
    assertThat(Emitted.of("dead letters"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.get("reason").asText()).isEqualTo("DEADLINE_EXCEEDED");
              assertThat(letter.get("id").asText()).isEqualTo("late");
            });
    assertThat(sum("metrics", "/requests")).isEqualTo(1);
  }

  @Test
  void everyTokenHasTheLogProbabilitiesAskedFor() throws Exception {
    run(
        PromptSequence.of(
            """
            {"prompt_token_ids": [1, 286], "max_tokens": 12, "ignore_eos": true, "logprobs": true,
             "top_logprobs": 3, "return_token_ids": true}"""));

    JsonNode completion = Emitted.of("completions").get(0);
    assertThat(completion.get("logprobs")).hasSize(12);
    for (int i = 0; i < 12; i++) {
      JsonNode token = completion.get("logprobs").get(i);
      assertThat(token.get("token_id")).isEqualTo(completion.get("token_ids").get(i));
      assertThat(token.get("logprob").asDouble()).isLessThanOrEqualTo(0);
      assertThat(token.get("top")).hasSize(3);
      assertThat(token.at("/top/0/token_id"))
          .as("greedy takes the likeliest")
          .isEqualTo(token.get("token_id"));
      assertThat(token.at("/top/0/logprob")).isEqualTo(token.get("logprob"));
    }
  }

  @Test
  void stopTextIsCutOffTheTextWhileItsTokensStay() throws Exception {
    String prompt =
        "{\"id\": \"%s\", \"prompt\": \"<|im_start|>user\\nCount the items: beads, books, coins"
            + "<|im_end|>\\n<|im_start|>assistant\\n\", \"stop\": %s, \"return_token_ids\": true}";
    run(PromptSequence.of(prompt.formatted("whole", "[]"), prompt.formatted("cut", "\"3 it\"")));

    JsonNode whole = of("whole", Emitted.of("completions")).get(0);
    JsonNode cut = of("cut", Emitted.of("completions")).get(0);
    assertThat(whole.get("text").asText()).contains("3 it");
    assertThat(cut.get("text").asText())
        .isEqualTo(
            whole.get("text").asText().substring(0, whole.get("text").asText().indexOf("3 it")));
    assertThat(cut.get("finish_reason").asText()).isEqualTo("stop");
    assertThat(cut.get("token_ids").size())
        .isEqualTo(cut.at("/usage/completion_tokens").asInt())
        .isLessThan(whole.get("token_ids").size());
  }

  @Test
  void tokenIdsBeyondTheVocabularyAreRefusedByName() throws Exception {
    run(
        PromptSequence.of(
            "{\"prompt_token_ids\": [1, 286], \"logit_bias\": {\"639\": 1, \"700\": 1}}"));

    JsonNode letter = Emitted.of("dead letters").get(0);
    assertThat(letter.get("reason").asText()).isEqualTo("INVALID_FIELD");
    assertThat(letter.get("message").asText())
        .isEqualTo("logit_bias must hold token ids between 0 and 639, got 700");
  }

  private static String sampled(String id, long seed, int n) {
    return SAMPLED
        .replace("NAME", id)
        .replace("SEED", Long.toString(seed))
        .replace("COUNT", Integer.toString(n));
  }

  private static List<JsonNode> of(String id, List<JsonNode> completions) {
    return completions.stream().filter(c -> c.get("id").asText().equals(id)).toList();
  }

  private static void run(PromptSequence prompts) throws Exception {
    assertThat(CLUSTER.result(submit(prompts, new Configuration())).isSuccess()).isTrue();
  }

  private static JobID submit(PromptSequence prompts, Configuration configuration)
      throws Exception {
    return CLUSTER.submit(OperatorCluster.environment(1, configuration), prompts, Tiny.drafting(4));
  }

  private static long sum(String stream, String field) {
    return Emitted.of(stream).stream().mapToLong(record -> record.at(field).asLong()).sum();
  }
}
