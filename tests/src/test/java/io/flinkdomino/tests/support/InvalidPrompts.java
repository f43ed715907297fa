package io.flinkdomino.tests.support;

import static io.flinkdomino.runtime.admission.FailureReason.INVALID_FIELD;
import static io.flinkdomino.runtime.admission.FailureReason.PROMPT_TOO_LONG;
import static io.flinkdomino.runtime.admission.FailureReason.TOMBSTONE;
import static io.flinkdomino.runtime.admission.FailureReason.UNREADABLE;
import static io.flinkdomino.runtime.admission.FailureReason.UNSUPPORTED_FIELD;

import io.flinkdomino.runtime.admission.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Thirty JSON prompts, each wrong in its own way. */
public final class InvalidPrompts {

  private static final String TOO_LONG = String.join(",", Collections.nCopies(1_024, "5"));

  private InvalidPrompts() {}

  /** One record and why it is refused. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Invalid(FailureReason reason, byte @Nullable [] value) {}

  /** All of them. */
  public static List<Invalid> all() {
    return Stream.of(unreadable(), invalid(), unsupported(), others())
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  private static List<Invalid> unreadable() {
    return List.of(
        text(UNREADABLE, ""),
        text(UNREADABLE, "Tell me a story."),
        text(UNREADABLE, "{\"prompt\": \"breaks o"),
        text(UNREADABLE, "{\"prompt\": \"a\"} {\"prompt\": \"b\"}"),
        text(UNREADABLE, "{\"prompt\": \"a\", \"prompt\": \"b\"}"),
        text(UNREADABLE, "{\"prompt\": \"half a pair \\ud83d\"}"),
        text(UNREADABLE, "{\"metadata\": " + "[".repeat(40) + "]".repeat(40) + "}"),
        new Invalid(UNREADABLE, "{\"prompt\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static List<Invalid> invalid() {
    return List.of(
        text(INVALID_FIELD, "[\"prompt\"]"),
        text(INVALID_FIELD, "{\"max_tokens\": 5}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"prompt_token_ids\": [5]}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"max_token\": 5}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"max_tokens\": \"5\"}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"max_tokens\": 0}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"max_tokens\": 12345678901}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"temperature\": 2.5}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"top_p\": 0}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"stop\": [\"\"]}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"n\": 129}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"logit_bias\": {\"640\": 1}}"),
        text(INVALID_FIELD, "{\"prompt\": \"\"}"),
        text(INVALID_FIELD, "{\"messages\": []}"),
        text(INVALID_FIELD, "{\"messages\": [{\"role\": \"\", \"content\": \"a\"}]}"),
        text(INVALID_FIELD, "{\"messages\": [{\"role\": \"user\", \"content\": 5}]}"),
        text(INVALID_FIELD, "{\"prompt_token_ids\": [5, 640]}"),
        text(INVALID_FIELD, "{\"prompt_token_ids\": [5, -1]}"),
        text(INVALID_FIELD, "{\"prompt\": \"a\", \"metadata\": {\"k\": 1}}"));
  }

  private static List<Invalid> unsupported() {
    return List.of(
        text(
            UNSUPPORTED_FIELD,
            "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]}"));
  }

  private static List<Invalid> others() {
    return List.of(
        new Invalid(TOMBSTONE, null),
        text(PROMPT_TOO_LONG, "{\"prompt_token_ids\": [" + TOO_LONG + "]}"));
  }

  private static Invalid text(FailureReason reason, String json) {
    return new Invalid(reason, json.getBytes(StandardCharsets.UTF_8));
  }
}
