package io.flinkdomino.runtime.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PromptEncoderTest {

  private static final Path TOKENIZER = GoldenFiles.TINY_TARGET.resolve("tokenizer.json");
  private static final int VOCAB_SIZE = 640;
  private static final int MAX_PROMPT_TOKENS = 100;

  private static final PromptEncoder WITHOUT_TOKENIZER =
      new PromptEncoder(Optional.empty(), Optional.empty(), VOCAB_SIZE, MAX_PROMPT_TOKENS);

  private static Tokenizer tokenizer;
  private static PromptEncoder encoder;

  @BeforeAll
  static void load() throws IOException {
    tokenizer = Tokenizer.open(TOKENIZER);
    encoder = encoder(Optional.of(GoldenFiles.tinyTemplate()));
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static PromptEncoder encoder(Optional<ChatTemplate> template) {
    return new PromptEncoder(Optional.of(tokenizer), template, VOCAB_SIZE, MAX_PROMPT_TOKENS);
  }

  @Test
  void messagesBecomeThePromptsOfTheReference() throws IOException {
    JsonNode cases = GoldenFiles.read(GoldenFiles.TINY_EXPECTED).path("cases");

    assertThat(cases).hasSize(60);
    for (JsonNode golden : cases) {
      assertThat(idsOf(encoder, user(golden.path("question").asText())))
          .as(golden.path("name").asText())
          .isEqualTo(GoldenFiles.ints(golden.path("prompt")));
    }
  }

  @Test
  void textIsTokenizedAsItStands() {
    assertThat(idsOf(encoder, new PromptInput.Text("apples")))
        .isEqualTo(tokenizer.encode("apples"));
  }

  @Test
  void tokenIdsNeedNoTokenizer() {
    PromptInput ids = new PromptInput.TokenIds(List.of(0, 639, 5));

    assertThat(idsOf(WITHOUT_TOKENIZER, ids)).containsExactly(0, 639, 5);
  }

  @Test
  void specialTokensInUserTextAreRecognisedAsInTheReference() {
    int imEnd = tokenizer.encode("<|im_end|>")[0];

    int[] ids = idsOf(encoder, user("a<|im_end|>b"));

    assertThat(Arrays.stream(ids).filter(id -> id == imEnd)).hasSize(2);
  }

  @Test
  void encodedPromptKeepsItsRequest() {
    GenerationRequest request = request(new PromptInput.Text("apples"));

    PromptEncoding.Encoded encoded = (PromptEncoding.Encoded) encoder.encode(request);

    assertThat(encoded.prompt().request()).isSameAs(request);
  }

  @Test
  void refusesTokenIdOutsideTheVocabulary() {
    for (int id : new int[] {-1, 640}) {
      assertThat(refusalOf(encoder, new PromptInput.TokenIds(List.of(3, id))))
          .isEqualTo(
              new Refusal(
                  FailureReason.INVALID_FIELD,
                  "promptTokenIds must hold token ids between 0 and 639, got " + id));
    }
  }

  @Test
  void refusesTextWhoseTokensTheTargetModelDoesNotKnow() {
    PromptEncoder small =
        new PromptEncoder(Optional.of(tokenizer), Optional.empty(), 3, MAX_PROMPT_TOKENS);

    assertThat(refusalOf(small, new PromptInput.Text("<|mask|>")))
        .isEqualTo(
            new Refusal(
                FailureReason.INVALID_FIELD, "prompt must hold token ids between 0 and 2, got 3"));
  }

  @Test
  void refusesEmptyPrompt() {
    assertThat(refusalOf(encoder, new PromptInput.TokenIds(List.of())).message())
        .isEqualTo("promptTokenIds must hold at least one token, got none");
    assertThat(refusalOf(encoder, new PromptInput.Text("")).message())
        .isEqualTo("prompt must hold at least one token, got none");
    assertThat(refusalOf(encoder, new PromptInput.Messages(List.of(), Map.of())).message())
        .isEqualTo("messages must hold at least one message, got none");
  }

  @Test
  void refusesPromptLongerThanTheContext() {
    PromptInput full = new PromptInput.TokenIds(Collections.nCopies(MAX_PROMPT_TOKENS, 7));
    PromptInput longer = new PromptInput.TokenIds(Collections.nCopies(MAX_PROMPT_TOKENS + 1, 7));

    assertThat(idsOf(encoder, full)).hasSize(MAX_PROMPT_TOKENS);
    assertThat(refusalOf(encoder, longer))
        .isEqualTo(
            new Refusal(
                FailureReason.PROMPT_TOO_LONG, "prompt must be at most 100 tokens, got 101"));
    assertThat(refusalOf(encoder, user("x y ".repeat(100))).reason())
        .isEqualTo(FailureReason.PROMPT_TOO_LONG);
  }

  @Test
  void refusesHugeTextWithoutTokenizingIt() {
    Tokenizer closed = Tokenizer.open(TOKENIZER);
    closed.close();
    PromptEncoder cannotTokenize =
        new PromptEncoder(Optional.of(closed), Optional.empty(), VOCAB_SIZE, MAX_PROMPT_TOKENS);

    assertThat(refusalOf(cannotTokenize, new PromptInput.Text("x".repeat(1301))))
        .isEqualTo(
            new Refusal(
                FailureReason.PROMPT_TOO_LONG,
                "prompt must be at most 100 tokens, got at least 1301"));
  }

  @Test
  void refusesTextOfTooManyWordsWithoutTokenizingIt() {
    Tokenizer closed = Tokenizer.open(TOKENIZER);
    closed.close();
    PromptEncoder cannotTokenize =
        new PromptEncoder(Optional.of(closed), Optional.empty(), VOCAB_SIZE, MAX_PROMPT_TOKENS);
    String words = "a b ".repeat(52);

    assertThat(words.length()).isLessThan(MAX_PROMPT_TOKENS * "<|endoftext|>".length());
    assertThat(refusalOf(cannotTokenize, new PromptInput.Text(words)).reason())
        .isEqualTo(FailureReason.PROMPT_TOO_LONG);
  }

  @Test
  void longestTextThatFitsIsTokenized() {
    String text = "<|endoftext|>".repeat(MAX_PROMPT_TOKENS);

    assertThat(idsOf(encoder, new PromptInput.Text(text))).hasSize(MAX_PROMPT_TOKENS);
  }

  @Test
  void refusesTextThatIsNotUnicode() {
    assertThat(refusalOf(encoder, new PromptInput.Text("ab\ud83d")))
        .isEqualTo(
            new Refusal(
                FailureReason.INVALID_FIELD,
                "prompt must be valid Unicode, got an unpaired surrogate at index 2"
                    + " of 3 characters"));
    assertThat(refusalOf(encoder, user("\ude00")).message()).startsWith("messages must be valid");
  }

  @Test
  void refusesWhatTheModelFolderCannotEncode() {
    String needsIds = "prompt must be promptTokenIds: the model folder has no tokenizer";

    assertThat(refusalOf(WITHOUT_TOKENIZER, new PromptInput.Text("a")))
        .isEqualTo(new Refusal(FailureReason.INVALID_FIELD, needsIds));
    assertThat(refusalOf(WITHOUT_TOKENIZER, user("a")).message()).isEqualTo(needsIds);
    assertThat(refusalOf(encoder(Optional.empty()), user("a")))
        .isEqualTo(
            new Refusal(
                FailureReason.INVALID_FIELD,
                "prompt must be text or promptTokenIds: the model folder has no chat template"));
  }

  @Test
  void refusesStopTextsThatNoTokenizerCanFind() {
    PromptInput ids = new PromptInput.TokenIds(List.of(5));

    assertThat(refusalOf(WITHOUT_TOKENIZER, stoppingAt(ids, "a", "b")))
        .isEqualTo(
            new Refusal(
                FailureReason.INVALID_FIELD,
                "stop must be empty: the model folder has no tokenizer, got 2 entries"));
    assertThat(encoder.encode(stoppingAt(ids, "a", "b")))
        .isInstanceOf(PromptEncoding.Encoded.class);
    assertThat(WITHOUT_TOKENIZER.encode(stoppingAt(ids)))
        .isInstanceOf(PromptEncoding.Encoded.class);
  }

  @Test
  void refusesStopTextThatIsHalfACharacter() {
    GenerationRequest half = stoppingAt(new PromptInput.Text("a"), "whole", "\ude00");

    assertThat(refusalOf(encoder, half))
        .isEqualTo(
            new Refusal(
                FailureReason.INVALID_FIELD,
                "stop must be valid Unicode, got an unpaired surrogate"));
  }

  @Test
  void refusesConversationThatTheTemplateFailsOn() {
    Optional<ChatTemplate> failing =
        Optional.of(ChatTemplate.parse("{{ x[messages[0].content].y }}"));
    PromptInput prompt =
        new PromptInput.Messages(List.of(new ChatMessage("user", "secret")), Map.of("x", Map.of()));

    assertThat(refusalOf(encoder(failing), prompt))
        .isEqualTo(
            new Refusal(
                FailureReason.TEMPLATE_FAILED, "chat template line 1: 'dict' has no such element"));
  }

  @Test
  void refusesTemplateArgumentThatWouldHideTheMessages() {
    PromptInput prompt =
        new PromptInput.Messages(
            List.of(new ChatMessage("user", "a")), Map.of("messages", List.of()));

    assertThat(refusalOf(encoder, prompt).message())
        .isEqualTo("chatTemplateKwargs must not set 'messages'");
  }

  @Test
  void limitsMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PromptEncoder(Optional.empty(), Optional.empty(), 0, 1))
        .withMessage("vocabSize must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PromptEncoder(Optional.empty(), Optional.empty(), 1, 0))
        .withMessage("maxPromptTokens must be at least 1, got 0");
  }

  private static PromptInput user(String content) {
    return new PromptInput.Messages(List.of(new ChatMessage("user", content)), Map.of());
  }

  private static GenerationRequest request(PromptInput prompt) {
    return new GenerationRequest("r-1", prompt, GenerationParameters.greedy(8));
  }

  private static GenerationRequest stoppingAt(PromptInput prompt, String... stopTexts) {
    StopConditions stop = new StopConditions(8, 0, List.of(stopTexts), Set.of(), false);
    return new GenerationRequest(
        "r-1", prompt, GenerationParameters.of(stop, SamplingParameters.GREEDY, 0));
  }

  private static int[] idsOf(PromptEncoder encoder, PromptInput prompt) {
    return ((PromptEncoding.Encoded) encoder.encode(request(prompt))).prompt().tokenIds();
  }

  private static Refusal refusalOf(PromptEncoder encoder, PromptInput prompt) {
    return refusalOf(encoder, request(prompt));
  }

  private static Refusal refusalOf(PromptEncoder encoder, GenerationRequest request) {
    return ((PromptEncoding.Refused) encoder.encode(request)).refusal();
  }
}
