package io.flinkdomino.operators.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.deadletter.DeadLetterEncoder;
import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.operators.emit.RecordSize;
import io.flinkdomino.schemas.PromptMessage;
import io.flinkdomino.schemas.PromptRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes are: a request or a refusal, no exception, and no prompt text in messages. */
class MutatedPromptTest {

  private static final int CASES = 5_000;

  /** Two words: a mutation may put one where a field's name belongs, and names are shown. */
  private static final String SECRET = "Zebra crossing";

  private static final int MAX_RECORD_BYTES = DeadLetterEncoder.MIN_RECORD_BYTES;

  private final Random random = new Random(20_261_122);

  @ParameterizedTest
  @EnumSource
  void everyMutationIsARequestOrARefusal(WireFormat format) {
    PromptParser parser = new PromptParser(format);
    DeadLetterEncoder deadLetters = new DeadLetterEncoder(format, MAX_RECORD_BYTES);
    byte[] valid = valid(format);
    assertThat(parser.parse(Inputs.of(valid))).isInstanceOf(ParsedPrompt.Accepted.class);
    int rejected = 0;
    for (int i = 0; i < CASES; i++) {
      InputRecord input = Inputs.of(i % 10 == 0 ? noise() : mutate(valid));
      if (parser.parse(input) instanceof ParsedPrompt.Rejected refused) {
        rejected++;
        assertThat(refused.refusal().message()).isNotBlank().doesNotContain(SECRET);
        var letter = deadLetters.encode(input, refused.refusal(), refused.id());
        assertThat(RecordSize.of(letter)).isLessThanOrEqualTo(MAX_RECORD_BYTES);
      }
    }
    assertThat(rejected).isBetween(CASES / 4, CASES);
  }

  private byte[] mutate(byte[] valid) {
    byte[] bytes = valid.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 ->
            bytes = splice(bytes, at, "\"{}[],:\\u0-9eE.N".getBytes(UTF_8)[random.nextInt(16)]);
        default -> {
          int length = Math.min(random.nextInt(20), bytes.length - at);
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
        }
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int at, byte added) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    longer[at] = added;
    return longer;
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] valid(WireFormat format) {
    return switch (format) {
      case AVRO ->
          new RecordEncoder(WireFormat.AVRO)
              .encode(
                  PromptRecord.newBuilder()
                      .setId("q-1")
                      .setMessages(List.of(new PromptMessage("user", SECRET + " é 😀")))
                      .setChatTemplateKwargs(Map.of("enable_thinking", "false"))
                      .setMaxTokens(300)
                      .setTemperature(0.7)
                      .setTopP(0.9)
                      .setTopK(40)
                      .setRepetitionPenalty(1.1)
                      .setStop(List.of(SECRET))
                      .setLogitBias(Map.of("5", -1.5))
                      .setN(2)
                      .setLogprobs(3)
                      .setDeadlineEpochMs(1_900_000_000_000L)
                      .setStopTokenIds(List.of(1, 2, 300_000))
                      .setMetadata(Map.of("tenant", "a"))
                      .build());
      case JSON ->
          Inputs.utf8(
              """
              {"id": "q-1", "messages": [{"role": "user", "content": "Zebra crossing é 😀 \\ud83d\\ude00"}],
               "chat_template_kwargs": {"enable_thinking": false}, "max_tokens": 300,
               "temperature": 0.7, "top_p": 0.9, "top_k": 40, "repetition_penalty": 1.1, "min_tokens": 5,
               "stop": ["Zebra crossing"], "stop_token_ids": [1, 2, 300000], "logit_bias": {"5": -1.5}, "n": 2,
               "logprobs": true, "top_logprobs": 3, "deadline_epoch_ms": 1900000000000,
               "metadata": {"tenant": "a"}}""");
    };
  }
}
