package io.flinkdomino.tests.support.hostile;

import static io.flinkdomino.runtime.admission.FailureReason.INVALID_FIELD;
import static io.flinkdomino.runtime.admission.FailureReason.PROMPT_TOO_LONG;
import static io.flinkdomino.runtime.admission.FailureReason.UNREADABLE;

import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.schemas.CompletionRecord;
import io.flinkdomino.schemas.PromptMessage;
import io.flinkdomino.schemas.PromptRecord;
import io.flinkdomino.tests.support.InvalidPrompts.Invalid;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Records for a topic of Avro prompts. */
final class HostileAvro {

  /** Lengths and counts beyond any record, and negative ones. */
  private static final Long[] CLAIMS = {
    Integer.MAX_VALUE - 8L,
    1L << 31,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1_000_000L,
    5_000_000L
  };

  private HostileAvro() {}

  static List<Kind> kinds() {
    return List.of(
        new Kind("noise", 600, HostileAvro::noise),
        new Kind("truncated", 800, HostileAvro::truncated),
        new Kind("bytes behind", 200, HostileAvro::trailing),
        new Kind("JSON", 200, HostileAvro::json),
        new Kind("another schema", 200, HostileAvro::anotherSchema),
        new Kind("claims", 300, HostileAvro::claims),
        new Kind("invalid UTF-8", 200, HostileAvro::notUtf8),
        new Kind("parameters", 600, HostileAvro::parameters),
        new Kind("lists and maps", 60, HostileAvro::collections),
        new Kind("nothing but messages", 4, HostileAvro::manyMessages),
        new Kind("1 MB", 10, HostileAvro::tooLong));
  }

  private static PromptRecord.Builder prompt(int number) {
    return PromptRecord.newBuilder().setId("a-" + number).setPrompt(Text.MARKER + " " + number);
  }

  private static byte[] bytes(PromptRecord.Builder prompt) {
    return new RecordEncoder(WireFormat.AVRO).encode(prompt.build());
  }

  private static Invalid noise(Random random, int number) {
    byte[] bytes = new byte[8 + random.nextInt(300)];
    random.nextBytes(bytes);
    // Branch 4 of the id, which has two.
    bytes[0] = 8;
    return new Invalid(UNREADABLE, bytes);
  }

  private static Invalid truncated(Random random, int number) {
    byte[] whole =
        bytes(prompt(number).setMaxTokens(5).setStop(List.of("a")).setMetadata(Map.of("a", "b")));
    int least = 10;
    return new Invalid(
        UNREADABLE, Arrays.copyOf(whole, least + random.nextInt(whole.length - least)));
  }

  private static Invalid trailing(Random random, int number) {
    byte[] whole = bytes(prompt(number));
    return new Invalid(UNREADABLE, Arrays.copyOf(whole, whole.length + 1 + random.nextInt(50)));
  }

  private static Invalid json(Random random, int number) {
    String text = Text.withFields(number, "\"n\": 1");
    return new Invalid(UNREADABLE, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Invalid anotherSchema(Random random, int number) {
    // Its id is no union, so that the length of the id is read as a branch.
    CompletionRecord completion =
        CompletionRecord.newBuilder().setId("of another " + number).build();
    return new Invalid(UNREADABLE, new RecordEncoder(WireFormat.AVRO).encode(completion));
  }

  /** An id, then a list of messages or a prompt that claims what is not there. */
  private static Invalid claims(Random random, int number) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] id = ("a-" + number).getBytes(StandardCharsets.UTF_8);
    writeLong(bytes, 1);
    writeLong(bytes, id.length);
    bytes.writeBytes(id);
    int absent = random.nextInt(3);
    for (int i = 0; i < absent; i++) {
      writeLong(bytes, 0);
    }
    writeLong(bytes, 1);
    writeLong(bytes, Text.oneOf(random, CLAIMS));
    bytes.writeBytes(new byte[random.nextInt(100)]);
    return new Invalid(UNREADABLE, bytes.toByteArray());
  }

  private static Invalid notUtf8(Random random, int number) {
    String place = "here goes it";
    byte[] bytes =
        bytes(
            switch (random.nextInt(4)) {
              case 0 -> prompt(number).setPrompt(place);
              case 1 -> prompt(number).setId(number + place);
              case 2 -> prompt(number).setStop(List.of(place));
              default -> prompt(number).setMetadata(Map.of("a", place));
            });
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(place);
    bytes[at + random.nextInt(place.length())] = (byte) (0x80 + random.nextInt(0x40));
    return new Invalid(UNREADABLE, bytes);
  }

  private static Invalid parameters(Random random, int number) {
    int far = 1 + random.nextInt(1_000_000);
    PromptRecord.Builder prompt = prompt(number);
    return invalid(
        switch (random.nextInt(16)) {
          case 0 -> prompt.setMaxTokens(1 - far);
          case 1 -> prompt.setMinTokens(-far);
          case 2 -> prompt.setTemperature(Double.NaN);
          case 3 -> prompt.setTemperature(2.0 + far);
          case 4 -> prompt.setTopP(Double.NEGATIVE_INFINITY);
          case 5 -> prompt.setTopP(0.0);
          case 6 -> prompt.setTopK(-1 - far);
          case 7 -> prompt.setMinP(Double.NaN);
          case 8 -> prompt.setRepetitionPenalty(0.0);
          case 9 -> prompt.setPresencePenalty(-2.0 - far);
          case 10 -> prompt.setFrequencyPenalty(Double.POSITIVE_INFINITY);
          case 11 -> prompt.setN(128 + far);
          case 12 -> prompt.setLogprobs(20 + far);
          case 13 -> prompt.setDeadlineEpochMs((long) -far);
          case 14 -> prompt.setPromptTokenIds(List.of(5));
          default -> prompt.setPrompt(null).setPromptTokenIds(List.of(5, 639 + far));
        });
  }

  private static Invalid collections(Random random, int number) {
    PromptRecord.Builder prompt = prompt(number);
    return invalid(
        switch (number % 6) {
          case 0 -> prompt.setStop(Collections.nCopies(10_000, "s"));
          case 1 -> prompt.setStopTokenIds(Collections.nCopies(100_000, 5));
          case 2 -> prompt.setBannedTokenIds(IntStream.range(0, 640).boxed().toList());
          case 3 -> prompt.setMetadata(entries(20_000, "v"));
          case 4 -> prompt.setLogitBias(entries(20_000, 1.0));
          default -> prompt.setChatTemplateKwargs(entries(20_000, "1"));
        });
  }

  private static <V> Map<String, V> entries(int count, V value) {
    Map<String, V> entries = new HashMap<>();
    for (int i = 0; i < count; i++) {
      entries.put(Integer.toString(i), value);
    }
    return entries;
  }

  private static Invalid manyMessages(Random random, int number) {
    List<PromptMessage> messages = Collections.nCopies(450_000 + number, new PromptMessage("", ""));
    return new Invalid(UNREADABLE, bytes(prompt(number).setPrompt(null).setMessages(messages)));
  }

  private static Invalid tooLong(Random random, int number) {
    return new Invalid(
        PROMPT_TOO_LONG,
        bytes(prompt(number).setPrompt(Text.oneOf(random, "x", "é", " ").repeat(450_000))));
  }

  private static Invalid invalid(PromptRecord.Builder prompt) {
    return new Invalid(INVALID_FIELD, bytes(prompt));
  }

  private static void writeLong(ByteArrayOutputStream out, long value) {
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
