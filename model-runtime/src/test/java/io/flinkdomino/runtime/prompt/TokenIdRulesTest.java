package io.flinkdomino.runtime.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parameters against a vocabulary of 640 tokens, of which 2 ends a text. */
class TokenIdRulesTest {

  private static final int VOCAB_SIZE = 640;
  private static final PromptEncoder ENCODER =
      new PromptEncoder(Optional.empty(), Optional.empty(), VOCAB_SIZE, 100)
          .endingWith(Set.of(2, VOCAB_SIZE));

  @Test
  void takesTheEndsOfTheVocabulary() {
    assertTaken(parameters(0, Set.of(0, 639), Map.of(0, 1.0, 639, -1.0), Set.of(0, 639)));
  }

  @Test
  void refusesIdsBeyondTheVocabularyUnderTheFieldsName() {
    assertRefused(
        parameters(0, Set.of(5, 640), Map.of(), Set.of()),
        "stopTokenIds must hold token ids between 0 and 639, got 640");
    assertRefused(
        parameters(0, Set.of(), Map.of(5, 1.0, 701, 1.0, 700, 0.0), Set.of()),
        "logitBias must hold token ids between 0 and 639, got 700");
    assertRefused(
        parameters(0, Set.of(), Map.of(), Set.of(639, Integer.MAX_VALUE)),
        "bannedTokenIds must hold token ids between 0 and 639, got 2147483647");
    assertRefused(
        parameters(0, Set.of(), Map.of(), Set.of(-1)),
        "bannedTokenIds must hold token ids between 0 and 639, got -1");
  }

  @Test
  void refusesToBanEveryToken() {
    assertTaken(parameters(0, Set.of(), Map.of(), allBut(7)));
    assertRefused(
        parameters(0, Set.of(), Map.of(), allBut(-1)),
        "bannedTokenIds must leave a token of the vocabulary, got 640 of 640");
  }

  @Test
  void refusesToBanEveryTokenThatDoesNotEndTheCompletionTooEarly() {
    String message =
        "bannedTokenIds must leave a token of the vocabulary that does not end the completion"
            + " before minTokens, got 639 of 640";
    assertTaken(parameters(0, Set.of(7), Map.of(), allBut(7)));
    assertRefused(parameters(1, Set.of(7), Map.of(), allBut(7)), message);
    assertTaken(parameters(1, Set.of(8), Map.of(), allBut(7)));
    assertRefused(parameters(1, Set.of(), Map.of(), allBut(2)), message);
  }

  @Test
  void endOfSequenceIdsMayStandBeforeMinTokensWhereTheyAreIgnored() {
    GenerationParameters ignoring =
        GenerationParameters.of(
            new StopConditions(4, 1, List.of(), Set.of(), true), banning(allBut(2)), 0);

    assertTaken(ignoring);
  }

  @Test
  void callsFieldsWhatItsUsersCallThem() {
    PromptEncoder snake =
        ENCODER.naming(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));

    assertThat(refusal(snake, parameters(0, Set.of(), Map.of(700, 1.0), Set.of())).message())
        .isEqualTo("logit_bias must hold token ids between 0 and 639, got 700");
    GenerationRequest prompt =
        new GenerationRequest(
            "r-1", new PromptInput.TokenIds(List.of(640)), GenerationParameters.greedy(4));
    assertThat(((PromptEncoding.Refused) snake.encode(prompt)).refusal().message())
        .isEqualTo("prompt_token_ids must hold token ids between 0 and 639, got 640");
  }

  private static Set<Integer> allBut(int id) {
    return IntStream.range(0, VOCAB_SIZE)
        .filter(other -> other != id)
        .boxed()
        .collect(Collectors.toSet());
  }

  private static SamplingParameters banning(Set<Integer> ids) {
    return new SamplingParameters(0, 0, 1, 0, 1, 0, 0, Map.of(), ids);
  }

  private static GenerationParameters parameters(
      int minTokens, Set<Integer> stops, Map<Integer, Double> bias, Set<Integer> banned) {
    return GenerationParameters.of(
        new StopConditions(4, minTokens, List.of(), stops, false),
        new SamplingParameters(0, 0, 1, 0, 1, 0, 0, bias, banned),
        0);
  }

  private static void assertTaken(GenerationParameters parameters) {
    assertThat(encode(ENCODER, parameters)).isInstanceOf(PromptEncoding.Encoded.class);
  }

  private static void assertRefused(GenerationParameters parameters, String message) {
    assertThat(refusal(ENCODER, parameters))
        .isEqualTo(new Refusal(FailureReason.INVALID_FIELD, message));
  }

  private static Refusal refusal(PromptEncoder encoder, GenerationParameters parameters) {
    return ((PromptEncoding.Refused) encode(encoder, parameters)).refusal();
  }

  private static PromptEncoding encode(PromptEncoder encoder, GenerationParameters parameters) {
    return encoder.encode(
        new GenerationRequest("r-1", new PromptInput.TokenIds(List.of(1)), parameters));
  }
}
