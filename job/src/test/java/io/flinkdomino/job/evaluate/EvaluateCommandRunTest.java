package io.flinkdomino.job.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.job.options.EvaluateSettings;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.torch.ElementType;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bundled pair, decoded for real. */
@Timeout(120)
class EvaluateCommandRunTest {

  @TempDir Path folder;

  @Test
  void acceptanceAndTokensAreThoseOfTheReference() throws Exception {
    List<JsonNode> cases = Tiny.cases();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      rows.add(Tiny.row(cases.get(i)).put("task", i % 2 == 0 ? "even" : "odd").toString());
    }
    rows.add("{\"messages\": 5}");

    String text = evaluate(Tiny.DRAFT.toString(), rows, Map.of("verified-length", "all"));

    JsonNode report = report();
    JsonNode all = report.get("all");
    List<Integer> accepted = accepted(cases);
    assertThat(all.get("prompts").asInt()).isEqualTo(60);
    assertThat(all.get("verifications").asInt()).isEqualTo(accepted.size());
    assertThat(all.get("acceptance_length").asDouble()).isEqualTo(3.52, within(0.005));
    assertThat(all.get("accepted_by_position").get(1).asDouble())
        .isEqualTo(
            (double) accepted.stream().filter(kept -> kept > 1).count() / accepted.size(),
            within(0.005));
    assertThat(report.get("verified_length").asInt()).isEqualTo(16);
    assertThat(report.get("verification").asText()).isEqualTo("all");
    assertThat(report.get("tasks"))
        .extracting(task -> task.get("prompts").asInt())
        .containsExactly(30, 30);
    assertThat(report.get("agreement").get("beyond_rounding").asInt()).isZero();
    assertThat(report.get("bad_rows"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("line").asInt()).isEqualTo(61));
    assertThat(completions()).isEqualTo(cases.stream().map(c -> c.get("greedy")).toList());
    assertThat(text).contains("60 prompts", "1 bad line of input", " 3.52 ", "\neven ", "\nodd ");
  }

  @Test
  void drafterWithOtherWeightsGivesTheSameTokensFromConversations() throws Exception {
    List<JsonNode> cases = Tiny.cases().subList(0, 12);
    List<String> rows = cases.stream().map(EvaluateCommandRunTest::conversation).toList();

    evaluate(otherDraft().toString(), rows, Map.of("rounds", "2", "max-batch", "4"));

    JsonNode report = report();
    assertThat(completions()).isEqualTo(cases.stream().map(c -> c.get("greedy")).toList());
    assertThat(report.get("agreement").get("differences")).isEmpty();
    assertThat(report.get("all").get("acceptance_length").asDouble()).isBetween(1.0, 2.0);
    assertThat(report.get("tasks")).isEmpty();
    assertThat(report.get("concurrency").asInt()).isEqualTo(4);
    assertThat(report.get("verification").asText()).isEqualTo("adaptive");
    assertThat(report.get("rounds"))
        .extracting(round -> round.get("drafter_first").asBoolean())
        .containsExactly(true, false);
  }

  @Test
  void promptLookupNeedsNoWeightsAndVerifiesAsManyAsAsked() throws Exception {
    List<String> rows = List.of(Tiny.row(Tiny.cases().get(0)).toString());

    evaluate("prompt-lookup", rows, Map.of("verified-length", "3"));

    assertThat(report().get("verified_length").asInt()).isEqualTo(3);
    assertThat(report().get("all").get("accepted_by_position")).hasSize(3);
    assertThat(report().get("all").get("ratio").asDouble()).isPositive();
  }

  @Test
  void limitsThatDoNotFitTheModelsAreWrongOptions() {
    assertThatThrownBy(
            () -> evaluate("prompt-lookup", List.of("{}"), Map.of("verified-length", "9")))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith("verified-length must be adaptive, all or 1 to 8");
  }

  @Test
  void breaksOffBetweenTwoSteps() throws Exception {
    EvaluateSettings settings =
        settings("prompt-lookup", List.of("{\"prompt\": \"Once\"}"), Map.of());
    try (EvaluatedModels models = EvaluatedModels.open(settings.model());
        Measurement measurement = new Measurement(models, () -> true)) {
      EvaluationInput input = EvaluationInput.read(settings, models.encoder());

      assertThatThrownBy(() -> measurement.warmUp(input.prompts(), 1))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void changedTokenIsJudgedByTheTargetsOwnMargin() throws Exception {
    EvaluateSettings settings =
        settings("prompt-lookup", List.of("{\"prompt\": \"Once\", \"max_tokens\": 8}"), Map.of());
    try (EvaluatedModels models = EvaluatedModels.open(settings.model());
        Measurement measurement = new Measurement(models, () -> false)) {
      EvaluationInput input = EvaluationInput.read(settings, models.encoder());
      PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
      Round right = measurement.run(input.byTask(), 1, new EvaluationProgress(nobody, 2)).get(0);
      Round wrong = new Round(1, "", true, changed(right.drafting()), right.targetOnly());

      Agreement agreement =
          Agreement.of(input.byTask(), List.of(wrong), measurement, ElementType.FLOAT32);

      double margin = measurement.trace(input.prompts()).results().get(0).margins().get(2);
      assertThat(margin).isGreaterThan(agreement.rounding());
      assertThat(agreement.differences())
          .containsExactly(new Difference(input.prompts().get(0).id(), 2, margin));
      assertThat(agreement.holds()).isFalse();
    }
  }

  /** The same with another third token. */
  private static Decoded changed(Decoded decoded) {
    GenerationResult result = decoded.results().get(0);
    List<Integer> tokens = new ArrayList<>(result.tokenIds());
    tokens.set(2, tokens.get(2) + 1);
    return new Decoded(
        List.of(
            new GenerationResult(
                result.request(),
                result.index(),
                result.seed(),
                result.text(),
                tokens,
                result.finishReason(),
                result.promptTokens(),
                result.acceptance(),
                result.timings(),
                result.logprobs(),
                result.trace(),
                result.margins())),
        decoded.nanos());
  }

  private String evaluate(String draft, List<String> rows, Map<String, String> more)
      throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    EvaluateSettings settings = settings(draft, rows, more);
    new EvaluateCommandRun(new PrintStream(printed, true, UTF_8)).run(settings);
    return printed.toString(UTF_8);
  }

  private EvaluateSettings settings(String draft, List<String> rows, Map<String, String> more)
      throws Exception {
    Path input = Tiny.write(folder.resolve("rows.jsonl"), rows);
    Map<String, String> options = new HashMap<>(more);
    options.put("output", folder.resolve("out").toString());
    return Tiny.settings(draft, input, options);
  }

  /** The drafter with the sign of every third weight changed. */
  private Path otherDraft() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(Tiny.DRAFT.resolve("config.json"), other.resolve("config.json"));
    byte[] file = Files.readAllBytes(Tiny.DRAFT.resolve("model.safetensors"));
    int header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt();
    for (int sign = Long.BYTES + header + 3; sign < file.length; sign += 3 * Float.BYTES) {
      file[sign] ^= (byte) 0x80;
    }
    Files.write(other.resolve("model.safetensors"), file);
    return other;
  }

  private static String conversation(JsonNode golden) {
    ObjectNode row = Tiny.row(golden);
    row.withArray("messages").addObject().put("role", "assistant").put("content", "Not this.");
    return row.toString();
  }

  private static List<Integer> accepted(List<JsonNode> cases) {
    return cases.stream()
        .flatMap(c -> StreamSupport.stream(c.get("cycles").spliterator(), false))
        .map(cycle -> cycle.get("accepted").asInt())
        .toList();
  }

  private JsonNode report() throws Exception {
    return Tiny.JSON.readTree(folder.resolve("out/evaluation.json").toFile());
  }

  /** Token ids in the order of the input. */
  private List<JsonNode> completions() throws Exception {
    List<JsonNode> completions = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out/completions.jsonl"))) {
      completions.add(Tiny.JSON.readTree(line).get("token_ids"));
    }
    return completions;
  }
}
