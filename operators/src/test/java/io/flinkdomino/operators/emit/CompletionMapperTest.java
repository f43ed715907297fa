package io.flinkdomino.operators.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.prompt.Inputs;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.model.ModelFingerprint;
import io.flinkdomino.schemas.CompletionRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionMapperTest {

  private static final CompletionMapper MAPPER =
      new CompletionMapper(new ModelFingerprint("t", "d", "k", ""));

  private static CompletionRecord completion(boolean tokenIds, boolean decodeTrace) {
    return MAPPER.completion(
        Results.of(tokenIds, decodeTrace), Inputs.of(new byte[0]), Map.of("tenant", "a"), 2);
  }

  @Test
  void writesOneJsonLineWithEverythingAskedFor() {
    String json =
        new String(
            new RecordEncoder(WireFormat.JSON).encode(completion(true, true)),
            StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            """
            {"id":"q-1","text":"a\\n\\"b\\" é","token_ids":[5,6,2],"finish_reason":"stop",\
            "usage":{"prompt_tokens":11,"completion_tokens":3,"total_tokens":14},\
            "acceptance":{"steps":2,"proposed":8,"drafted":6,"accepted":3,\
            "accepted_per_position":[2,1,0],"acceptance_length":2.5},\
            "timings":{"queued_ms":1.5,"prefill_ms":2.0,"time_to_first_token_ms":3.5,\
            "decode_ms":0.25},"seed":99,\
            "fingerprint":{"target":"t","draft":"d","tokenizer":"k","template":""},\
            "metadata":{"tenant":"a"},"attempt":2,"source_topic":"prompts","source_partition":3,\
            "source_offset":42,"decode_trace":[{"anchor":5,"draft":[6,7,8],"accepted":1,"next":9},\
            {"anchor":9,"draft":[2,3,4],"accepted":2,"next":1}],"index":0}""");
  }

  @Test
  void writesLogProbabilitiesAndMarginLast() {
    CompletionRecord completion =
        MAPPER.completion(Results.detailed(0.125), Inputs.of(new byte[0]), Map.of(), 1);

    assertThat(
            new String(
                new RecordEncoder(WireFormat.JSON).encode(completion), StandardCharsets.UTF_8))
        .endsWith(
            """
            ],"index":0,"logprobs":[{"token_id":5,"logprob":-0.25,"top":[]},\
            {"token_id":6,"logprob":-1.5,"top":[{"token_id":9,"logprob":-1.0},\
            {"token_id":6,"logprob":-1.5}]},{"token_id":5,"logprob":-0.25,"top":[]}],\
            "min_margin":0.125}""");
  }

  @Test
  void everyCompletionOfAPromptHasItsIndexAndSeed() {
    List<CompletionRecord> completions =
        Results.outcome(3, false, false).results().stream()
            .map(result -> MAPPER.completion(result, Inputs.of(new byte[0]), Map.of(), 1))
            .toList();

    assertThat(completions).extracting(CompletionRecord::getIndex).containsExactly(0, 1, 2);
    assertThat(completions).extracting(CompletionRecord::getSeed).containsExactly(99L, 100L, 101L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN})
  void marginWithoutBoundIsNull(double margin) {
    CompletionRecord completion =
        MAPPER.completion(Results.detailed(margin), Inputs.of(new byte[0]), Map.of(), 1);

    assertThat(completion.getMinMargin()).isNull();
    assertThat(completion.getLogprobs()).hasSize(3);
  }

  @Test
  void leavesOutWhatWasNotAskedForButWritesNullText() {
    CompletionRecord completion = completion(false, false);
    assertThat(completion.getTokenIds()).isNull();
    assertThat(completion.getDecodeTrace()).isNull();
    assertThat(completion.getLogprobs()).isNull();
    assertThat(completion.getMinMargin()).isNull();
    completion.setText(null);
    assertThat(
            new String(
                new RecordEncoder(WireFormat.JSON).encode(completion), StandardCharsets.UTF_8))
        .startsWith("{\"id\":\"q-1\",\"text\":null,\"finish_reason\":\"stop\"")
        .doesNotContain("token_ids", "decode_trace", "logprobs", "min_margin");
  }

  @Test
  void avroBytesReadBackAsTheSameRecord() throws IOException {
    CompletionRecord completion =
        MAPPER.completion(Results.detailed(0.125), Inputs.of(new byte[0]), Map.of("a", "b"), 2);
    byte[] bytes = new RecordEncoder(WireFormat.AVRO).encode(completion);
    CompletionRecord read =
        new SpecificDatumReader<>(CompletionRecord.class)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    assertThat(read).isEqualTo(completion);
  }

  @Test
  void refusesNumbersThatJsonDoesNotHave() {
    CompletionRecord completion = completion(false, false);
    completion.getAcceptance().setAcceptanceLength(Double.NaN);
    RecordEncoder encoder = new RecordEncoder(WireFormat.JSON);
    assertThatThrownBy(() -> encoder.encode(completion))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be finite, got NaN");
  }

  @Test
  void refusesAttemptsBelowOne() {
    assertThatThrownBy(
            () -> MAPPER.completion(Results.of(true, true), Inputs.of(new byte[0]), Map.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attempt must be at least 1, got 0");
  }
}
