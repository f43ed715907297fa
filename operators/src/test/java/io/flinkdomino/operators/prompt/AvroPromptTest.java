package io.flinkdomino.operators.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.prompt.ChatMessage;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.schemas.PromptMessage;
import io.flinkdomino.schemas.PromptRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroPromptTest {

  private static final PromptParser PARSER = new PromptParser(WireFormat.AVRO);

  @Test
  void readsEveryHonouredField() {
    PromptRecord record =
        PromptRecord.newBuilder()
            .setId("q-1")
            .setMessages(List.of(new PromptMessage("user", "größer 😀")))
            .setChatTemplateKwargs(Map.of("enable_thinking", "true", "level", "\"high\""))
            .setMaxTokens(7)
            .setMinTokens(3)
            .setStop(List.of("a\n", "b"))
            .setStopTokenIds(List.of(5, 9))
            .setIgnoreEos(true)
            .setTemperature(0.5)
            .setTopK(40)
            .setTopP(0.9)
            .setMinP(0.1)
            .setRepetitionPenalty(1.1)
            .setPresencePenalty(-1.0)
            .setFrequencyPenalty(0.25)
            .setLogitBias(Map.of("0", -100.0, "639", 2.5))
            .setBannedTokenIds(List.of(7, 8, 7))
            .setSeed(-12L)
            .setN(3)
            .setLogprobs(2)
            .setPriority(-4)
            .setDeadlineEpochMs(1_900_000_000_000L)
            .setReturnTokenIds(true)
            .setReturnDecodeTrace(true)
            .setMetadata(Map.of("tenant", "a"))
            .build();
    ParsedPrompt.Accepted prompt = (ParsedPrompt.Accepted) PARSER.parse(Inputs.avro(record));
    assertThat(prompt.request().prompt())
        .isEqualTo(
            new PromptInput.Messages(
                List.of(new ChatMessage("user", "größer 😀")),
                Map.of("enable_thinking", true, "level", "high")));
    assertThat(prompt.request().id()).isEqualTo("q-1");
    assertThat(prompt.request().parameters()).isEqualTo(Inputs.everyParameter());
    assertThat(prompt.metadata()).isEqualTo(Map.of("tenant", "a"));
  }

  @Test
  void namesFieldsAsTheSchemaDoes() {
    assertRejected(
        prompt().setMinTokens(257).build(),
        FailureReason.INVALID_FIELD,
        "minTokens must be between 0 and maxTokens, which is 256, got 257");
    assertRejected(
        prompt().setStop(List.of("a", "")).build(),
        FailureReason.INVALID_FIELD,
        "stop[1] must have 1 to 1024 characters, got 0");
    assertRejected(
        prompt().setBannedTokenIds(List.of(4, -1)).build(),
        FailureReason.INVALID_FIELD,
        "bannedTokenIds[1] must be 0 or more, got -1");
    assertRejected(
        prompt().setLogitBias(Map.of("5.0", 1.0)).build(),
        FailureReason.INVALID_FIELD,
        "logitBias must map token ids, got the name 5.0");
    assertRejected(
        prompt().setTemperature(Double.NaN).build(),
        FailureReason.INVALID_FIELD,
        "temperature must be between 0 and 2, got NaN");
    assertRejected(
        prompt().setLogitBias(Map.of("5", Double.NaN)).build(),
        FailureReason.INVALID_FIELD,
        "logitBias.5 must be between -100 and 100, got NaN");
    assertRejected(
        prompt().setPromptTokenIds(List.of(1)).build(),
        FailureReason.INVALID_FIELD,
        "exactly one of messages, prompt and promptTokenIds must be set, got prompt and"
            + " promptTokenIds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"high", "null", "", "{\"a\": 1, \"a\": 2}", "NaN", "1 2"})
  void refusesTemplateArgumentsThatAreNotJsonText(String value) {
    PromptRecord record =
        PromptRecord.newBuilder()
            .setMessages(List.of(new PromptMessage("user", "x")))
            .setChatTemplateKwargs(Map.of("level", value))
            .build();
    assertRejected(
        record,
        FailureReason.INVALID_FIELD,
        "chatTemplateKwargs.level must be JSON text other than null, got");
  }

  @Test
  void refusesEveryTruncation() {
    byte[] whole = new RecordEncoder(WireFormat.AVRO).encode(prompt().build());
    for (int length = 0; length < whole.length; length++) {
      assertRejected(
          Arrays.copyOf(whole, length),
          FailureReason.UNREADABLE,
          "value must be one Avro PromptRecord");
    }
  }

  @Test
  void refusesBytesBehindTheRecord() {
    byte[] whole = new RecordEncoder(WireFormat.AVRO).encode(prompt().build());
    assertRejected(
        Arrays.copyOf(whole, whole.length + 3),
        FailureReason.UNREADABLE,
        "value must be one Avro PromptRecord, got 3 bytes behind it");
  }

  @Test
  void refusesLengthsBeyondTheRecordWithoutAllocatingThem() {
    // Branch 1 of id, then a string of 2 GiB - 9.
    byte[] hugeString = {2, (byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 'x'};
    assertRejected(
        hugeString, FailureReason.UNREADABLE, "a string longer than the record before byte 6");
    // No id, then messages with 2 GiB - 9 entries.
    byte[] hugeList = {0, 2, (byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0, 0};
    assertRejected(
        hugeList, FailureReason.UNREADABLE, "a list or map longer than the record before byte 7");
  }

  @Test
  void refusesBranchesThatDoNotExist() {
    assertRejected(
        new byte[] {8, 2, 2, 2}, FailureReason.UNREADABLE, "got a wrong type before byte 1");
  }

  @Test
  void refusesStringsThatAreNotUtf8() {
    assertRejected(
        new byte[] {2, 4, (byte) 0xc3, (byte) 0x28},
        FailureReason.UNREADABLE,
        "a string that is not UTF-8");
  }

  @Test
  void readsListsInBlocksOfKnownSize() {
    byte[] plain =
        new RecordEncoder(WireFormat.AVRO)
            .encode(PromptRecord.newBuilder().setPromptTokenIds(List.of(1, 2)).build());
    // No id, messages, prompt; then branch 1 with one block: 2 items, 1 and 2, and the end.
    assertThat(plain).startsWith(0, 0, 0, 2, 4, 2, 4, 0);
    byte[] sized = new byte[plain.length + 1];
    // The same block with its size: -2 items, 2 bytes.
    System.arraycopy(new byte[] {0, 0, 0, 2, 3, 4, 2, 4, 0}, 0, sized, 0, 9);
    System.arraycopy(plain, 8, sized, 9, plain.length - 8);
    ParsedPrompt.Accepted prompt = (ParsedPrompt.Accepted) PARSER.parse(Inputs.of(sized));
    assertThat(prompt.request().prompt()).isEqualTo(new PromptInput.TokenIds(List.of(1, 2)));
  }

  private static PromptRecord.Builder prompt() {
    return PromptRecord.newBuilder().setId("q-1").setPrompt("Zebra");
  }

  private static void assertRejected(PromptRecord record, FailureReason reason, String message) {
    assertRejected(new RecordEncoder(WireFormat.AVRO).encode(record), reason, message);
  }

  private static void assertRejected(byte[] value, FailureReason reason, String message) {
    ParsedPrompt prompt = PARSER.parse(Inputs.of(value));
    assertThat(prompt).isInstanceOf(ParsedPrompt.Rejected.class);
    ParsedPrompt.Rejected rejected = (ParsedPrompt.Rejected) prompt;
    assertThat(rejected.refusal().message()).contains(message).doesNotContain("Zebra");
    assertThat(rejected.refusal().reason()).isEqualTo(reason);
  }
}
