package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.deadletter.DeadLetterEncoder;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.emit.RecordSize;
import io.flinkdomino.operators.emit.Results;
import io.flinkdomino.operators.metrics.GenerateMetrics;
import io.flinkdomino.operators.metrics.MetricsSource;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.Inputs;
import io.flinkdomino.operators.registry.OutputSchemaIds;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.model.ModelFingerprint;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.stats.DecodeStats;
import io.flinkdomino.runtime.stats.LiveAcceptance;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ResultEmitterTest {

  private static final InputRecord SOURCE = Inputs.json("{\"prompt\": \"x\"}");
  private static final InFlightRequest REQUEST = InFlight.of(SOURCE, Map.of());
  private static final LiveEngine IDLE = new LiveEngine();

  private final CollectedOutput output = new CollectedOutput();
  private long now = 1_000;

  @Test
  void sendsCompletionUnderThePromptsKeyAndHeaders() throws IOException {
    emitter(1 << 20).ended(Results.outcome(true, false), REQUEST);

    OutputRecord record = output.completions.get(0);
    assertThat(record.key()).isEqualTo(SOURCE.key());
    assertThat(record.headers()).isEqualTo(SOURCE.headers());
    assertThat(json(record).get("id").asText()).isEqualTo("q-1");
    assertThat(output.deadLetters).isEmpty();
  }

  @Test
  void completionTooLargeForTheBrokerIsADeadLetterAndDoesNotCount() throws IOException {
    ResultEmitter emitter = emitter(DeadLetterEncoder.MIN_RECORD_BYTES);
    Map<String, String> metadata = Map.of("large", "x".repeat(DeadLetterEncoder.MIN_RECORD_BYTES));

    emitter.ended(Results.outcome(true, false), InFlight.of(SOURCE, metadata));

    assertThat(output.completions).isEmpty();
    assertThat(output.deadLetters).hasSize(1);
    JsonNode letter = json(output.deadLetters.get(0));
    assertThat(letter.get("reason").asText()).isEqualTo("COMPLETION_TOO_LARGE");
    assertThat(letter.get("id").asText()).isEqualTo("q-1");
    assertThat(emitter.openWindow().requests()).isZero();
    assertThat(emitter.openWindow().completionTokens()).isZero();
  }

  @Test
  void completionsOfOnePromptGoOutTogetherAndAllCount() throws IOException {
    ResultEmitter emitter = emitter(1 << 20);

    emitter.ended(Results.outcome(3, true, false), REQUEST);

    assertThat(output.completions).hasSize(3);
    for (int i = 0; i < 3; i++) {
      JsonNode completion = json(output.completions.get(i));
      assertThat(completion.get("id").asText()).isEqualTo("q-1");
      assertThat(completion.get("index").asInt()).isEqualTo(i);
      assertThat(completion.get("seed").asLong()).isEqualTo(99 + i);
      assertThat(output.completions.get(i).key()).isEqualTo(SOURCE.key());
    }
    emitter.closeWindow(IDLE);
    assertThat(sum("requests")).isEqualTo(3);
    assertThat(sum("prompt_tokens")).isEqualTo(3 * 11);
    assertThat(sum("completion_tokens")).isEqualTo(3 * 3);
    assertThat(sum("num_accepted_tokens")).isEqualTo(3 * 3);
  }

  @Test
  void oneCompletionTooLargeDropsTheOthersOfItsPrompt() throws IOException {
    emitter(1 << 20).ended(Results.outcome(3, true, false), REQUEST);
    long bytes = RecordSize.of(output.completions.get(0));
    int metadataBytes = (int) (DeadLetterEncoder.MIN_RECORD_BYTES - bytes - "'k':''".length());
    Map<String, String> metadata = Map.of("k", "x".repeat(metadataBytes));
    output.completions.clear();

    ResultEmitter emitter = emitter(DeadLetterEncoder.MIN_RECORD_BYTES);
    InFlightRequest request = InFlight.of(SOURCE, metadata);
    emitter.ended(Results.outcome(2, true, false), request);
    assertThat(output.completions).as("seeds 99 and 100, the latter a byte longer").isEmpty();
    assertThat(output.deadLetters).hasSize(1);
    emitter.ended(Results.outcome(1, true, false), request);

    assertThat(output.completions).hasSize(1);
    JsonNode letter = json(output.deadLetters.get(0));
    assertThat(letter.get("reason").asText()).isEqualTo("COMPLETION_TOO_LARGE");
    assertThat(letter.get("message").asText()).endsWith("got 8193");
    assertThat(emitter.openWindow().requests()).isEqualTo(1);
  }

  @Test
  void failedRequestIsADeadLetterUnderItsReason() throws IOException {
    GenerationRequest request = Results.of(true, false).request();
    ResultEmitter emitter = emitter(1 << 20);

    emitter.ended(
        new GenerationOutcome.Failed(request, new Refusal(FailureReason.DEADLINE_EXCEEDED, "late")),
        REQUEST);

    assertThat(output.completions).isEmpty();
    JsonNode letter = json(output.deadLetters.get(0));
    assertThat(letter.get("reason").asText()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(letter.get("message").asText()).isEqualTo("late");
    assertThat(letter.get("id").asText()).isEqualTo("q-1");
    assertThat(emitter.openWindow().requests()).isZero();
  }

  @Test
  void refusedPromptIsADeadLetterAndDoesNotCount() throws IOException {
    ResultEmitter emitter = emitter(1 << 20);

    emitter.refused(SOURCE, new Refusal(FailureReason.INVALID_FIELD, "no"), Optional.of("q-9"));

    assertThat(json(output.deadLetters.get(0)).get("reason").asText()).isEqualTo("INVALID_FIELD");
    assertThat(emitter.openWindow().requests()).isZero();
  }

  @Test
  void windowsAddUpToTheCompletions() throws IOException {
    ResultEmitter emitter = emitter(1 << 20);
    for (int window = 0; window < 3; window++) {
      for (int i = 0; i <= window; i++) {
        emitter.ended(Results.outcome(false, false), REQUEST);
      }
      now += 100;
      emitter.closeWindow(IDLE);
    }

    assertThat(output.completions).hasSize(6);
    assertThat(sum("requests")).isEqualTo(6);
    assertThat(sum("prompt_tokens")).isEqualTo(6 * 11);
    assertThat(sum("completion_tokens")).isEqualTo(6 * 3);
    assertThat(sum("num_drafts")).isEqualTo(6 * 2);
    assertThat(sum("num_proposed_tokens")).isEqualTo(6 * 8);
    assertThat(sum("num_draft_tokens")).isEqualTo(6 * 6);
    assertThat(sum("num_accepted_tokens")).isEqualTo(6 * 3);
  }

  @Test
  void windowsFollowEachOtherWithoutGap() throws IOException {
    ResultEmitter emitter = emitter(1 << 20);
    emitter.ended(Results.outcome(false, false), REQUEST);
    now = 1_100;
    emitter.closeWindow(IDLE);
    emitter.ended(Results.outcome(false, false), REQUEST);
    now = 1_250;
    emitter.closeWindow(IDLE);

    assertThat(json(output.metrics.get(0)).get("window_start").asLong()).isEqualTo(1_000);
    assertThat(json(output.metrics.get(0)).get("window_end").asLong()).isEqualTo(1_100);
    assertThat(json(output.metrics.get(1)).get("window_start").asLong()).isEqualTo(1_100);
    assertThat(json(output.metrics.get(1)).get("window_end").asLong()).isEqualTo(1_250);
  }

  @Test
  void windowInWhichNothingHappenedLeavesNoRecord() {
    emitter(1 << 20).closeWindow(IDLE);

    assertThat(output.metrics).isEmpty();
  }

  @Test
  void windowOfStepsAloneSharesOutItsTime() throws IOException {
    ResultEmitter emitter = emitter(1 << 20);
    now += 100;
    DecodeStats done = new DecodeStats(4, 90_000_000, 25_000_000, 50_000_000, 10, 0, 0, 0, 0, 0, 0);

    LiveEngine engine = new LiveEngine();
    engine.stepped(new EngineStatus(done, 3, 7, 0.5, new LiveAcceptance(0)));
    emitter.closeWindow(engine);

    JsonNode window = json(output.metrics.get(0));
    assertThat(window.get("requests").asLong()).isZero();
    assertThat(window.get("mean_running").asDouble()).isEqualTo(2.5);
    assertThat(window.get("waiting").asInt()).isEqualTo(7);
    assertThat(window.get("kv_usage").asDouble()).isEqualTo(0.5);
    assertThat(window.get("draft_time_share").asDouble()).isEqualTo(0.25);
    assertThat(window.get("verify_time_share").asDouble()).isEqualTo(0.5);
    assertThat(window.get("other_time_share").asDouble()).isEqualTo(0.25);
  }

  @Test
  void restoredWindowsGoOn() throws IOException {
    ResultEmitter before = emitter(1 << 20);
    before.ended(Results.outcome(false, false), REQUEST);
    now = 5_000;
    ResultEmitter after = emitter(1 << 20);
    after.restore(List.of(before.openWindow(), before.openWindow()));
    after.ended(Results.outcome(false, false), REQUEST);

    after.closeWindow(IDLE);

    assertThat(sum("requests")).isEqualTo(3);
    assertThat(json(output.metrics.get(0)).get("window_start").asLong()).isEqualTo(1_000);
  }

  private ResultEmitter emitter(int maxRecordBytes) {
    return new ResultEmitter(
        output,
        Tiny.settings(maxRecordBytes),
        OutputSchemaIds.NONE,
        new ModelFingerprint("t", "", "k", "c"),
        new MetricsSource("job", "0a", 0, 1, "cpu"),
        new GenerateMetrics(new UnregisteredMetricsGroup(), new LiveEngine(), 1, 0, () -> 0),
        () -> now);
  }

  private long sum(String field) throws IOException {
    long sum = 0;
    for (OutputRecord record : output.metrics) {
      sum += json(record).get(field).asLong();
    }
    return sum;
  }

  private static JsonNode json(OutputRecord record) throws IOException {
    return new ObjectMapper().readTree(record.value());
  }
}
