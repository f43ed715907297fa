package io.flinkdomino.tests.support.hostile;

import static io.flinkdomino.runtime.admission.FailureReason.INVALID_FIELD;

import io.flinkdomino.tests.support.InvalidPrompts.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** JSON prompts with a parameter that is out of its range or of another type. */
final class InvalidParameters {

  private static final int VOCABULARY = 640;

  private static final String[] INTEGERS = {
    "max_tokens", "max_completion_tokens", "min_tokens", "top_k", "n", "logprobs", "priority"
  };
  private static final String[] NUMBERS = {
    "temperature", "top_p", "min_p", "presence_penalty", "frequency_penalty", "repetition_penalty"
  };
  private static final String[] FLAGS = {"ignore_eos", "return_token_ids", "return_decode_trace"};
  private static final String[] ID_LISTS = {"stop_token_ids", "banned_token_ids"};

  private InvalidParameters() {}

  static List<Kind> kinds() {
    return List.of(
        new Kind("integer out of range", 600, InvalidParameters::integerOutOfRange),
        new Kind("number out of range", 700, InvalidParameters::numberOutOfRange),
        new Kind("no finite number", 250, InvalidParameters::notFinite),
        new Kind("more than 64 bits", 200, InvalidParameters::beyondLong),
        new Kind("another type", 900, InvalidParameters::anotherType),
        new Kind("parameters at odds", 100, InvalidParameters::atOdds),
        new Kind("token ids", 400, InvalidParameters::tokenIds),
        new Kind("logit bias", 300, InvalidParameters::logitBias),
        new Kind("stop texts", 150, InvalidParameters::stopTexts),
        new Kind("10,000 stop texts", 20, InvalidParameters::manyStopTexts));
  }

  private static Invalid integerOutOfRange(Random random, int number) {
    long far = 1L + random.nextInt(1_000_000_000);
    long beyond = Integer.MAX_VALUE + far;
    return invalid(
        number,
        Text.oneOf(
            random,
            "\"max_tokens\": " + (1 - far),
            "\"max_tokens\": " + beyond,
            "\"min_tokens\": " + -far,
            "\"max_tokens\": 5, \"min_tokens\": " + (5 + far % 1_000),
            "\"top_k\": " + (-1 - far),
            "\"top_k\": " + beyond,
            "\"n\": " + (1 - far),
            "\"n\": " + (128 + far),
            "\"logprobs\": " + -far,
            "\"logprobs\": " + (20 + far),
            "\"logprobs\": true, \"top_logprobs\": " + (20 + far),
            "\"deadline_epoch_ms\": " + -far,
            "\"priority\": " + -(beyond + 1)));
  }

  private static Invalid numberOutOfRange(Random random, int number) {
    double far = 0.000001 + Text.oneOf(random, 1e-5, 1.0, 1e6) * random.nextDouble();
    return invalid(
        number,
        Text.oneOf(
            random,
            "\"temperature\": " + Text.decimal(-far),
            "\"temperature\": " + Text.decimal(2 + far),
            "\"top_p\": " + Text.decimal(-far),
            "\"top_p\": 0e" + number,
            "\"top_p\": " + Text.decimal(1 + far),
            "\"min_p\": " + Text.decimal(-far),
            "\"min_p\": " + Text.decimal(1 + far),
            "\"presence_penalty\": " + Text.decimal(2 + far),
            "\"presence_penalty\": " + Text.decimal(-2 - far),
            "\"frequency_penalty\": " + Text.decimal(2 + far),
            "\"frequency_penalty\": " + Text.decimal(-2 - far),
            "\"repetition_penalty\": 0.0",
            "\"repetition_penalty\": " + Text.decimal(-far),
            "\"repetition_penalty\": " + Text.decimal(10 + far)));
  }

  private static Invalid notFinite(Random random, int number) {
    String value = Text.oneOf(random, "NaN", "Infinity", "-Infinity", "1e999", "-1e99999999");
    String field = Text.oneOf(random, Text.oneOf(random, NUMBERS), Text.oneOf(random, INTEGERS));
    return invalid(number, "\"" + field + "\": " + value);
  }

  private static Invalid beyondLong(Random random, int number) {
    String value = Text.oneOf(random, "", "-") + "9".repeat(20 + random.nextInt(80));
    String field = Text.oneOf(random, "seed", "deadline_epoch_ms", Text.oneOf(random, INTEGERS));
    return invalid(number, "\"" + field + "\": " + value);
  }

  private static Invalid anotherType(Random random, int number) {
    String text = "\"zqxhostile\"";
    return invalid(
        number,
        switch (random.nextInt(5)) {
          case 0 ->
              "\"%s\": %s"
                  .formatted(
                      Text.oneOf(random, INTEGERS),
                      Text.oneOf(random, text, "\"5\"", "{}", "[1]", "1.0", "1e0"));
          case 1 ->
              "\"%s\": %s"
                  .formatted(
                      Text.oneOf(random, NUMBERS),
                      Text.oneOf(random, text, "\"0.5\"", "true", "{\"a\": 1}", "[]"));
          case 2 ->
              "\"%s\": %s"
                  .formatted(
                      Text.oneOf(random, FLAGS),
                      Text.oneOf(random, text, "1", "\"true\"", "[true]"));
          case 3 -> "\"seed\": " + Text.oneOf(random, text, "1.5", "true", "[7]", "{\"seed\": 7}");
          default ->
              "\"%s\": %s"
                  .formatted(
                      Text.oneOf(
                          random, "stop_token_ids", "banned_token_ids", "logit_bias", "stop"),
                      Text.oneOf(random, "5", "true", "0.5"));
        });
  }

  private static Invalid atOdds(Random random, int number) {
    return invalid(
        number,
        Text.oneOf(
            random,
            "\"max_tokens\": 5, \"max_completion_tokens\": 6",
            "\"top_logprobs\": 3",
            "\"logprobs\": false, \"top_logprobs\": 3",
            "\"chat_template_kwargs\": {\"enable_thinking\": true}",
            "\"banned_token_ids\": [" + Text.list("#", VOCABULARY) + "]"));
  }

  private static Invalid tokenIds(Random random, int number) {
    String field = Text.oneOf(random, ID_LISTS);
    String ids =
        Text.oneOf(
            random,
            "5, " + (VOCABULARY + random.nextInt(1_000_000)),
            "5, " + -(1 + random.nextInt(1_000_000)),
            "5, 2147483648",
            "5, 5.0",
            "5, \"6\"",
            "5, null",
            "[5]",
            Text.list("#", 1_025 + random.nextInt(2_000)));
    return invalid(number, "\"" + field + "\": [" + ids + "]");
  }

  private static Invalid logitBias(Random random, int number) {
    String entries =
        Text.oneOf(
            random,
            "\"" + (VOCABULARY + random.nextInt(1_000_000)) + "\": 1",
            "\"-" + random.nextInt(600) + "\": 1",
            "\"05\": 1",
            "\"99999999999\": 1",
            "\"zqxhostile\": 1",
            "\"\": 1",
            "\"5\": " + Text.decimal(100.0001 + random.nextInt(1_000)),
            "\"5\": " + Text.decimal(-100.0001 - random.nextInt(1_000)),
            "\"5\": NaN",
            "\"5\": \"1\"",
            "\"5\": null",
            Text.list("\"#\": 1", 1_025 + random.nextInt(2_000)));
    return invalid(number, "\"logit_bias\": {" + entries + "}");
  }

  private static Invalid stopTexts(Random random, int number) {
    String stop =
        Text.oneOf(
            random,
            "\"\"",
            "[\"a\", \"\"]",
            "[\"a\", 5]",
            "[\"a\", null]",
            "[[\"a\"]]",
            "{\"a\": \"b\"}",
            "[" + Text.list("\"zqxhostile #\"", 17 + random.nextInt(100)) + "]",
            "\"" + "zqxhostile".repeat(110 + random.nextInt(1_000)) + "\"");
    return invalid(number, "\"stop\": " + stop);
  }

  private static Invalid manyStopTexts(Random random, int number) {
    return invalid(number, "\"stop\": [" + Text.list("\"stop #\"", 10_000 + number) + "]");
  }

  private static Invalid invalid(int number, String fields) {
    return new Invalid(
        INVALID_FIELD, Text.withFields(number, fields).getBytes(StandardCharsets.UTF_8));
  }
}
