package io.flinkdomino.tests.support.hostile;

import static io.flinkdomino.runtime.admission.FailureReason.DEADLINE_EXCEEDED;
import static io.flinkdomino.runtime.admission.FailureReason.PROMPT_TOO_LONG;
import static io.flinkdomino.runtime.admission.FailureReason.TOMBSTONE;

import io.flinkdomino.tests.support.InvalidPrompts.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Records that are refused late: readable JSON prompts that do not fit, or not in time. */
final class LatePrompts {

  /** Bytes of more tokens than the bundled model takes; no token has more than 13 of them. */
  private static final int TOO_MANY_BYTES = 16_000;

  /** A little less than what a broker takes. */
  private static final int MEGABYTE = 1_000_000;

  private static final String[] PIECES = {
    "word ",
    "x",
    " ",
    "é",
    "\u4e2d",
    "😀",
    "e\u0301",
    "<|im_end|>",
    "\\n",
    "\\u0000",
    "0123456789",
    "\u202e"
  };

  private LatePrompts() {}

  static List<Kind> kinds() {
    return List.of(
        new Kind("too long", 150, (random, i) -> text(random, i, TOO_MANY_BYTES)),
        new Kind("1 MB", 60, (random, i) -> text(random, i, MEGABYTE)),
        new Kind("1 MB of token ids", 4, LatePrompts::tokenIds),
        new Kind("many messages", 4, LatePrompts::manyMessages),
        new Kind("deadline", 30, LatePrompts::deadline),
        new Kind("tombstone", 20, (random, i) -> new Invalid(TOMBSTONE, null)));
  }

  private static Invalid text(Random random, int number, int bytes) {
    String piece = PIECES[number % PIECES.length];
    int pieceBytes = piece.getBytes(StandardCharsets.UTF_8).length;
    // A control character as an escape is six bytes and one character.
    String text = "zqxhostile " + number + piece.repeat((bytes - 200) / pieceBytes);
    return tooLong(
        random.nextBoolean()
            ? "{\"prompt\": \"" + text + "\"}"
            : "{\"messages\": [{\"role\": \"user\", \"content\": \"" + text + "\"}]}");
  }

  private static Invalid tokenIds(Random random, int number) {
    return tooLong("{\"prompt_token_ids\": [" + Text.list("5", 400_000 + number) + "]}");
  }

  private static Invalid manyMessages(Random random, int number) {
    String message = "{\"role\":\"user\",\"content\":\"\"}";
    return tooLong("{\"messages\": [" + Text.list(message, 30_000 + number) + "]}");
  }

  private static Invalid deadline(Random random, int number) {
    return new Invalid(
        DEADLINE_EXCEEDED,
        Text.withFields(number, "\"deadline_epoch_ms\": " + random.nextInt(1_000_000))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static Invalid tooLong(String text) {
    return new Invalid(PROMPT_TOO_LONG, text.getBytes(StandardCharsets.UTF_8));
  }
}
