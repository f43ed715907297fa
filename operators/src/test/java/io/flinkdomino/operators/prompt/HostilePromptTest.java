package io.flinkdomino.operators.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.flinkdomino.operators.deadletter.DeadLetterEncoder;
import io.flinkdomino.runtime.admission.FailureReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that would cost far more than their bytes. */
class HostilePromptTest {

  private static final PromptParser JSON = new PromptParser(WireFormat.JSON);
  private static final PromptParser AVRO = new PromptParser(WireFormat.AVRO);

  /** Whatever the record is; the largest one has 8 MiB. */
  private static final long MOST_ALLOCATED = 192L << 20;

  private static final int LARGEST = PromptParser.MAX_VALUE_BYTES - 1_000;

  /** Beginning, what repeats, end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"prompt\": [ | {}, | 1]} | at most 262144 objects, lists and names",
        "{\"prompt\": [ | [], | 1]} | at most 262144 objects, lists and names",
        "{\"metadata\": { | \"#\":0, | \"\":0}} | at most 262144 objects, lists and names",
        "{\"messages\": [ | {\"role\":\"u\",\"content\":\"\"}, | 1]} | at most 262144 objects, lists and names",
        "{\"prompt_token_ids\": [ | 1, | 1]} | at most 1048576 texts, numbers, booleans and nulls",
        "{\"stop\": [ | \"\", | 1]} | at most 1048576 texts, numbers, booleans and nulls",
        "{\"chat_template_kwargs\": {\"a\": [ | [1], | 1]}} | at most 262144 objects, lists and names",
        "{\"prompt_token_ids\": [ | 0.00000001, | 1]} | must be an integer",
        "{\"prompt\": \" | \\u0000 | \", \"n\": 0} | n must be between 1 and 128",
        "{\"a\": [ | 99999999999999999999, | 1]} | a[0] must be a number of at most 64 bits",
        "[ | [ | [ | at most 32 levels"
      })
  void largestJsonRecordCostsABoundedAmount(String start, String item, String end, String message) {
    assertCostsLittle(JSON, Inputs.utf8(filled(start, item, end)), message);
  }

  private static String filled(String start, String item, String end) {
    StringBuilder text = new StringBuilder(start);
    for (int i = 0; text.length() < LARGEST; i++) {
      text.append(item.replace("#", Integer.toString(i)));
    }
    return text.append(end).toString();
  }

  @Test
  void largestAvroRecordCostsABoundedAmount() {
    // No id; messages: so many with empty roles and contents.
    int count = 1_000_000;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 2});
    writeLong(bytes, count);
    bytes.writeBytes(new byte[2 * count]);
    assertCostsLittle(AVRO, bytes.toByteArray(), "more than 262144 texts before byte");
  }

  @Test
  void avroListsTogetherHaveABoundedNumberOfEntries() {
    // No id, messages or prompt; token ids in blocks of one.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 0, 2});
    for (int i = 0; i <= StrictAvroDecoder.MAX_ENTRIES; i++) {
      bytes.writeBytes(new byte[] {2, 2});
    }
    assertCostsLittle(AVRO, bytes.toByteArray(), "more than 1048576 entries of lists and maps");
  }

  private static void writeLong(ByteArrayOutputStream out, long value) {
    for (long left = value << 1; ; left >>>= 7) {
      if (left < 0x80) {
        out.write((int) left);
        return;
      }
      out.write((int) ((left & 0x7F) | 0x80));
    }
  }

  private static void assertCostsLittle(PromptParser parser, byte[] value, String message) {
    InputRecord input = Inputs.of(value);
    long before = allocated();
    ParsedPrompt.Rejected rejected = (ParsedPrompt.Rejected) parser.parse(input);
    assertThat(allocated() - before).as("allocated bytes").isLessThan(MOST_ALLOCATED);
    assertThat(rejected.refusal().message()).contains(message);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void takesAsManyEntriesAsAContextHasTokens() {
    String ids = "5,".repeat((1 << 20) - 1) + "5";
    assertThat(JSON.parse(Inputs.json("{\"prompt_token_ids\": [" + ids + "]}")))
        .isInstanceOf(ParsedPrompt.Accepted.class);
  }

  @Test
  void stopTextsHaveABoundedLength() {
    String longest = "s".repeat(1_024);
    assertThat(JSON.parse(Inputs.json("{\"prompt\": \"a\", \"stop\": \"" + longest + "\"}")))
        .isInstanceOf(ParsedPrompt.Accepted.class);
    assertInvalid(
        "{\"prompt\": \"a\", \"stop\": [\"a\", \"" + longest + "s\"]}",
        "stop[1] must have 1 to 1024 characters, got 1025");
  }

  @Test
  void templateArgumentsHaveABoundedLength() {
    String messages = "{\"messages\": [{\"role\": \"user\", \"content\": \"\"}], ";
    String name = "\"chat_template_kwargs\": {\"name\": \"";
    assertThat(JSON.parse(Inputs.json(messages + name + "x".repeat(65_530) + "\"}}")))
        .isInstanceOf(ParsedPrompt.Accepted.class);
    assertInvalid(
        messages + name + "x".repeat(65_531) + "\"}}",
        "chat_template_kwargs must have at most 65536 characters of JSON, got 65537");
  }

  private static void assertInvalid(String json, String message) {
    ParsedPrompt.Rejected rejected = (ParsedPrompt.Rejected) JSON.parse(Inputs.json(json));
    assertThat(rejected.refusal().message()).isEqualTo(message);
    assertThat(rejected.refusal().reason()).isEqualTo(FailureReason.INVALID_FIELD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"\\ud800\", \"prompt\": \"a\"}",
        "{\"id\": \"a\\udc00b\", \"prompt\": \"breaks off",
        "{\"id\": \"\\u0000\\u001f\\\"\\\\\", \"n\": 0}",
        "{\"id\": \"a\", \"a\\ud800\": 1}"
      })
  void deadLettersOfStrangeIdsAreJson(String json) throws IOException {
    InputRecord input = Inputs.json(json);
    ParsedPrompt.Rejected rejected = (ParsedPrompt.Rejected) JSON.parse(input);
    byte[] letter =
        new DeadLetterEncoder(WireFormat.JSON, DeadLetterEncoder.MIN_RECORD_BYTES)
            .encode(input, rejected.refusal(), rejected.id())
            .value();
    StrictUtf8.decode(ByteBuffer.wrap(letter));
    Map<?, ?> fields = new ObjectMapper().readValue(new String(letter, UTF_8), Map.class);
    assertThat(fields.get("original_size")).isEqualTo(json.length());
    assertThat(String.valueOf(fields.get("id")).codePoints())
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
