package io.flinkdomino.tests.support.hostile;

import static io.flinkdomino.runtime.admission.FailureReason.UNREADABLE;

import io.flinkdomino.tests.support.InvalidPrompts.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that are no JSON value, or more than one, or one that means two things. */
final class UnreadableJson {

  /** What never stands in UTF-8: stray, overlong, cut, surrogates, beyond U+10FFFF. */
  private static final String[] NOT_UTF8 = {
    "\u0080",
    "\u00bf",
    "\u00c0\u0080",
    "\u00c1\u00bf",
    "\u00e0\u0080\u0080",
    "\u00ed\u00a0\u0080",
    "\u00ed\u00b0\u0080",
    "\u00e2\u0082 ",
    "\u00f0\u009f\u0098 ",
    "\u00f4\u0090\u0080\u0080",
    "\u00f8\u0088\u0080\u0080\u0080",
    "\u00fe",
    "\u00ff"
  };

  private static final String[] HALF_PAIRS = {"\\ud800", "\\udbff x", "\\udc00", "\\udfff\\ud800"};

  private UnreadableJson() {}

  static List<Kind> kinds() {
    return List.of(
        new Kind("noise", 1_000, UnreadableJson::noise),
        new Kind("words", 300, (random, i) -> unreadable("x" + "yz ".repeat(i % 40) + i)),
        new Kind("truncated", 1_500, UnreadableJson::truncated),
        new Kind("invalid UTF-8", 600, UnreadableJson::notUtf8),
        new Kind("half a surrogate pair", 500, UnreadableJson::halfPair),
        new Kind("deep", 400, UnreadableJson::deep),
        new Kind("deep without end", 100, (random, i) -> unreadable("[".repeat(500 + i))),
        new Kind("twice the same key", 300, UnreadableJson::duplicateKey),
        new Kind("something behind", 300, UnreadableJson::trailing),
        new Kind("other people's JSON", 700, UnreadableJson::lenient),
        new Kind("endless number", 150, UnreadableJson::endlessNumber),
        new Kind(
            "endless name", 50, (random, i) -> unreadable("{\"" + "n".repeat(1_025 + i) + "\":1}")),
        new Kind(
            "nothing",
            60,
            (random, i) -> unreadable(" \n\t\r".substring(i % 4, i % 4 + 1).repeat(i))),
        new Kind(
            "byte order mark",
            50,
            (random, i) -> unreadable("\ufeff" + Text.withFields(i, "\"n\": 1"))),
        new Kind("another encoding", 50, UnreadableJson::utf16),
        new Kind("too many containers", 4, UnreadableJson::tooManyContainers));
  }

  private static Invalid noise(Random random, int number) {
    byte[] bytes = new byte[8 + random.nextInt(300)];
    random.nextBytes(bytes);
    // No UTF-8 text starts with such a byte.
    bytes[0] = (byte) (0x80 + random.nextInt(0x40));
    return new Invalid(UNREADABLE, bytes);
  }

  private static Invalid truncated(Random random, int number) {
    String whole =
        Text.withFields(
            number, "\"max_tokens\": 4, \"stop\": [\"é\", \"b\"], \"metadata\": {\"a\": \"b\"}");
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    // Behind the id, which tells it from the others, and before the end.
    int least = 16;
    return new Invalid(
        UNREADABLE, Arrays.copyOf(bytes, least + random.nextInt(bytes.length - least)));
  }

  private static Invalid notUtf8(Random random, int number) {
    String field =
        Text.oneOf(random, "\"id\": \"%s\"", "\"metadata\": {\"%s\": \"a\"}", "\"%s\": 1");
    String bad = Text.oneOf(random, NOT_UTF8) + number;
    String text = "{\"prompt\": " + Text.prompt(number) + ", " + field.formatted(bad) + "}";
    return new Invalid(UNREADABLE, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Invalid halfPair(Random random, int number) {
    String bad = Text.oneOf(random, HALF_PAIRS);
    return unreadable(
        Text.oneOf(
                random,
                "{\"id\": \"h-%d%s\", \"prompt\": \"a\"}",
                "{\"prompt\": \"zqxhostile %d %s\"}",
                "{\"prompt\": \"a\", \"stop\": [\"%d\", \"%s\"]}",
                "{\"prompt\": \"a\", \"metadata\": {\"%d\": \"%s\"}}",
                "{\"prompt\": \"a\", \"%d%s\": 1}",
                "{\"messages\": [{\"role\": \"user %d\", \"content\": \"%s\"}]}")
            .formatted(number, bad));
  }

  private static Invalid deep(Random random, int number) {
    int levels = 32 + random.nextInt(3_000);
    String open = Text.oneOf(random, "[", "{\"a\":", "[1,", "{\"b\":{\"c\":");
    String close = open.startsWith("[") ? "]" : open.startsWith("{\"a") ? "}" : "}}";
    String field =
        Text.oneOf(random, "prompt", "metadata", "stop", "chat_template_kwargs", "other");
    String value = open.repeat(levels) + "0" + close.repeat(levels);
    return unreadable("{\"id\": \"h-%d\", \"%s\": %s}".formatted(number, field, value));
  }

  private static Invalid duplicateKey(Random random, int number) {
    String twice =
        Text.oneOf(
            random,
            "\"n\": 1, \"n\": 1",
            "\"prompt\": \"b\"",
            "\"metadata\": {\"a\": \"b\", \"a\": \"c\"}",
            "\"x\": 1, \"\\u0078\": 2",
            "\"id\": \"other\"");
    return unreadable(Text.withFields(number, twice));
  }

  private static Invalid trailing(Random random, int number) {
    String behind =
        Text.oneOf(random, "{}", " {\"prompt\": \"b\"}", "]", "}", "\u0000", " null", "garbage");
    return unreadable(Text.withFields(number, "\"n\": 1") + behind);
  }

  private static Invalid lenient(Random random, int number) {
    String field =
        Text.oneOf(
            random,
            "'n': 1",
            "n: 1",
            "\"n\": 1,",
            "\"n\": 01",
            "\"n\": +1",
            "\"top_p\": .5",
            "\"top_p\": 1.",
            "\"n\": 0x1",
            "\"n\" 1",
            "\"n\"; 1",
            "\"n\": 1 /* c */",
            "\"n\": 1 // c",
            "\"n\": True",
            "\"n\": undefined",
            "\"n\": 1e",
            "\"n\": --1",
            "\"a\": \"\\x41\"",
            "\"a\": \"\\u12\"",
            "\"a\": \"\t\"",
            "\"a\": \"\n\"",
            "\"a\": \"\u0000\"",
            "\"a\": [1,,2]",
            "\"a\": [1,]",
            "\"a\": [1 2]");
    return unreadable(Text.withFields(number, field));
  }

  private static Invalid endlessNumber(Random random, int number) {
    String digits = "9".repeat(101 + random.nextInt(5_000));
    String value = Text.oneOf(random, digits, "-" + digits, "0." + digits, digits + "e5");
    String field = Text.oneOf(random, "max_tokens", "seed", "temperature", "logprobs");
    return unreadable(Text.withFields(number, "\"" + field + "\": " + value));
  }

  private static Invalid utf16(Random random, int number) {
    var charset = Text.oneOf(random, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    return new Invalid(UNREADABLE, Text.withFields(number, "\"n\": 1").getBytes(charset));
  }

  private static Invalid tooManyContainers(Random random, int number) {
    String field = Text.oneOf(random, "messages", "stop", "metadata");
    String item = Text.oneOf(random, "{}", "[]");
    return unreadable(
        Text.withFields(number, "\"" + field + "\": [" + Text.list(item, 300_000 + number) + "]"));
  }

  private static Invalid unreadable(String text) {
    return new Invalid(UNREADABLE, text.getBytes(StandardCharsets.UTF_8));
  }
}
