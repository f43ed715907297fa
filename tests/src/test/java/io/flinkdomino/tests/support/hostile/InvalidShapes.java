package io.flinkdomino.tests.support.hostile;

import static io.flinkdomino.runtime.admission.FailureReason.INVALID_FIELD;
import static io.flinkdomino.runtime.admission.FailureReason.UNSUPPORTED_FIELD;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.tests.support.InvalidPrompts.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** JSON that is no prompt: other fields, none, too many, or others in their place. */
final class InvalidShapes {

  private InvalidShapes() {}

  static List<Kind> kinds() {
    return List.of(
        new Kind("unknown field", 700, InvalidShapes::unknownField),
        new Kind("no object", 200, InvalidShapes::noObject),
        new Kind("no prompt, or two", 200, InvalidShapes::promptForms),
        new Kind("prompt of another type", 200, InvalidShapes::promptTypes),
        new Kind("prompt token ids", 250, InvalidShapes::promptTokenIds),
        new Kind("messages", 500, InvalidShapes::messages),
        new Kind("parts that are no text", 200, InvalidShapes::otherParts),
        new Kind("id", 100, InvalidShapes::ids),
        new Kind("metadata", 250, InvalidShapes::metadata),
        new Kind("100,000 entries", 6, InvalidShapes::manyEntries),
        new Kind("template arguments", 100, InvalidShapes::templateArguments));
  }

  private static Invalid unknownField(Random random, int number) {
    String name =
        Text.oneOf(
            random,
            "x",
            "max_token",
            "maxTokens",
            "Prompt",
            "best_of",
            "tools",
            "functions",
            "__proto__",
            "class",
            "@type",
            "@class",
            "stream",
            "user",
            "zqxhostile of a name",
            "\\u0000",
            "a.b",
            "$ref",
            "");
    String value =
        Text.oneOf(
            random, "1", "\"zqxhostile\"", "{\"a\": [1]}", "[]", "true", "\"java.lang.Runtime\"");
    return invalid(Text.withFields(number, "\"%s\": %s".formatted(name, value)));
  }

  private static Invalid noObject(Random random, int number) {
    return invalid(
        Text.oneOf(
            random,
            "[{\"prompt\": " + Text.prompt(number) + "}]",
            Text.prompt(number),
            Integer.toString(number),
            number + ".5",
            "[true, null, " + number + "]"));
  }

  private static Invalid promptForms(Random random, int number) {
    return invalid(
        Text.oneOf(
            random,
            "{\"id\": \"h-%d\"}".formatted(number),
            "{\"id\": \"h-%d\", \"prompt\": null, \"messages\": null}".formatted(number),
            "{\"metadata\": {\"a\": \"%d\"}}".formatted(number),
            Text.withFields(number, "\"prompt_token_ids\": [5]"),
            Text.withFields(number, "\"messages\": [{\"role\": \"user\", \"content\": \"a\"}]"),
            "{\"id\": \"h-%d\", \"prompt\": \"\"}".formatted(number),
            "{\"id\": \"h-%d\", \"prompt_token_ids\": []}".formatted(number),
            "{\"id\": \"h-%d\", \"messages\": []}".formatted(number)));
  }

  private static Invalid promptTypes(Random random, int number) {
    String field = Text.oneOf(random, "prompt", "messages", "prompt_token_ids");
    String value =
        field.equals("prompt")
            ? Text.oneOf(random, "5", "true", "{}", "[\"zqxhostile\"]", "[]", "0.5")
            : Text.oneOf(random, "5", "true", "{}", "\"zqxhostile\"", "0.5");
    return invalid("{\"id\": \"h-%d\", \"%s\": %s}".formatted(number, field, value));
  }

  private static Invalid promptTokenIds(Random random, int number) {
    String bad =
        Text.oneOf(
            random,
            Integer.toString(640 + random.nextInt(1_000_000)),
            Integer.toString(-1 - random.nextInt(1_000_000)),
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "5.0",
            "1e2",
            "NaN",
            "null",
            "\"5\"",
            "[5]",
            "{}",
            "true");
    return invalid(
        "{\"id\": \"h-%d\", \"prompt_token_ids\": [5, 7, %s, 9]}".formatted(number, bad));
  }

  private static Invalid messages(Random random, int number) {
    String bad =
        Text.oneOf(
            random,
            "5",
            "null",
            "\"zqxhostile\"",
            "[]",
            "{}",
            "{\"content\": \"zqxhostile\"}",
            "{\"role\": \"user\"}",
            "{\"role\": null, \"content\": \"zqxhostile\"}",
            "{\"role\": \"\", \"content\": \"zqxhostile\"}",
            "{\"role\": 5, \"content\": \"zqxhostile\"}",
            "{\"role\": \"%s\", \"content\": \"a\"}"
                .formatted("r".repeat(65 + random.nextInt(500))),
            "{\"role\": \"user\", \"content\": 5}",
            "{\"role\": \"user\", \"content\": null}",
            "{\"role\": \"user\", \"content\": []}",
            "{\"role\": \"user\", \"content\": [\"zqxhostile\"]}",
            "{\"role\": \"user\", \"content\": {\"type\": \"text\", \"text\": \"zqxhostile\"}}",
            "{\"role\": \"user\", \"content\": [{\"type\": \"text\"}]}",
            "{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": 5}]}",
            "{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"a\", \"b\": 1}]}",
            "{\"role\": \"user\", \"content\": \"zqxhostile\", \"tool_calls\": []}",
            "{\"role\": \"user\", \"content\": \"zqxhostile\", \"name\": \"zqxhostile\"}");
    return invalid(
        "{\"id\": \"h-%d\", \"messages\": [{\"role\": \"user\", \"content\": \"zqxhostile\"}, %s]}"
            .formatted(number, bad));
  }

  private static Invalid otherParts(Random random, int number) {
    String part =
        Text.oneOf(
            random,
            "{\"type\": \"image_url\", \"image_url\": {\"url\": \"file:///etc/passwd\"}}",
            "{\"type\": \"input_audio\"}",
            "{\"type\": \"zqxhostile of a type\"}",
            "{\"type\": null, \"text\": \"zqxhostile\"}",
            "{\"text\": \"zqxhostile\"}");
    return of(
        UNSUPPORTED_FIELD,
        "{\"id\": \"h-%d\", \"messages\": [{\"role\": \"user\", \"content\": [%s]}]}"
            .formatted(number, part));
  }

  private static Invalid ids(Random random, int number) {
    String id =
        Text.oneOf(
            random,
            "\"\"",
            "5",
            "true",
            "{}",
            "[\"a\"]",
            "\"" + "i".repeat(257 + random.nextInt(5_000)) + "\"");
    return invalid("{\"id\": %s, \"prompt\": %s}".formatted(id, Text.prompt(number)));
  }

  private static Invalid metadata(Random random, int number) {
    String value =
        Text.oneOf(
            random,
            "5",
            "\"zqxhostile\"",
            "[\"zqxhostile\"]",
            "{\"zqxhostile\": 5}",
            "{\"a\": null}",
            "{\"a\": {\"b\": \"c\"}}",
            "{\"a\": [\"zqxhostile\"]}",
            "{\"a\": \"" + "é".repeat(8_192 + random.nextInt(2_000)) + "\"}",
            "{" + Text.list("\"k#\": \"v\"", 65 + random.nextInt(500)) + "}");
    return invalid(Text.withFields(number, "\"metadata\": " + value));
  }

  private static Invalid manyEntries(Random random, int number) {
    int count = 60_000 + number;
    return invalid(
        Text.withFields(
            number,
            switch (number % 3) {
              case 0 -> "\"metadata\": {" + Text.list("\"k#\": \"\"", count) + "}";
              case 1 -> "\"logit_bias\": {" + Text.list("\"#\": 1", count) + "}";
              default -> Text.list("\"k#\": 1", count);
            }));
  }

  private static Invalid templateArguments(Random random, int number) {
    String arguments =
        Text.oneOf(
            random,
            "{\"messages\": []}",
            "{\"add_generation_prompt\": false}",
            "{\"a\": null}",
            "5",
            "{" + Text.list("\"k#\": true", 65 + random.nextInt(500)) + "}",
            "{\"a\": \"" + "zqxhostile".repeat(7_000 + random.nextInt(1_000)) + "\"}");
    return invalid(
        "{\"id\": \"h-%d\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"chat_template_kwargs\": %s}"
            .formatted(number, arguments));
  }

  private static Invalid invalid(String text) {
    return of(INVALID_FIELD, text);
  }

  private static Invalid of(FailureReason reason, String text) {
    return new Invalid(reason, text.getBytes(StandardCharsets.UTF_8));
  }
}
