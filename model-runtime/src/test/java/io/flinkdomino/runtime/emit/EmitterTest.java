package io.flinkdomino.runtime.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.flinkdomino.runtime.prompt.GoldenFiles;
import io.flinkdomino.runtime.prompt.Tokenizer;
import io.flinkdomino.runtime.prompt.TokenizerFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitterTest {

  private static final int IM_END = 2;
  private static final int MUCH = 1_000;
  private static final String EMOJI = "\uD83D\uDE00";

  private static Tokenizer tiny;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    tiny = Tokenizer.open(GoldenFiles.TINY_TARGET.resolve("tokenizer.json"));
  }

  @AfterAll
  static void close() {
    tiny.close();
  }

  private static StopRules rules(int minTokens, int maxTokens, String... stopTexts) {
    return new StopRules(Set.of(IM_END), List.of(stopTexts), minTokens, maxTokens);
  }

  /** An emitter that was given tokens until it ended, or all of them. */
  private static Emitter emitted(StopRules rules, int... tokens) {
    Emitter emitter = new Emitter(rules, Optional.of(tiny));
    for (int i = 0; i < tokens.length && !emitter.finished(); i++) {
      emitter.emit(tokens[i]);
    }
    return emitter;
  }

  private static Emitter emitted(StopRules rules, String text) {
    return emitted(rules, tiny.encode(text));
  }

  /** The tokens of texts that are tokenized each for itself. */
  private static int[] tokens(String... texts) {
    return Arrays.stream(texts).flatMapToInt(text -> Arrays.stream(tiny.encode(text))).toArray();
  }

  private static void assertEnded(Emitter emitter, FinishReason reason, String text, int tokens) {
    assertThat(emitter.finishReason()).contains(reason);
    assertThat(emitter.text()).contains(text);
    assertThat(emitter.tokens()).hasSize(tokens);
  }

  @Test
  void stopTokenEndsTheCompletionAndHasNoText() {
    int[] tokens = tokens("apples", "<|im_end|>", "pens");

    assertEnded(
        emitted(rules(0, MUCH), tokens), FinishReason.STOP, "apples", tokens("apples").length + 1);
  }

  @Test
  void lengthEndsTheCompletion() {
    assertEnded(
        emitted(rules(0, 2), tokens(" apples", " pens", " and")),
        FinishReason.LENGTH,
        " apples pens",
        2);
  }

  @Test
  void stopTextAcrossTokenBordersEndsTheCompletion() {
    int[] tokens = tokens(" apples", " and", " pens", " and", " cards");
    assertThat(tokens).as("one token a word").hasSize(5);

    assertEnded(emitted(rules(0, MUCH, "les and pe"), tokens), FinishReason.STOP, " app", 3);
  }

  @Test
  void stopTextWithinOneTokenEndsTheCompletion() {
    assertEnded(
        emitted(rules(0, MUCH, "ppl"), tokens(" pens", " apples", " and")),
        FinishReason.STOP,
        " pens a",
        2);
  }

  @Test
  void stopTextMayBeTheWholeText() {
    assertEnded(emitted(rules(0, MUCH, " apples"), " apples"), FinishReason.STOP, "", 1);
  }

  @Test
  void textWithoutStopTextIsThatOfAllTokens() {
    String text = " apples and " + EMOJI + " pens";

    Emitter emitter = emitted(rules(0, MUCH, "cards", "applesauce"), text + "<|im_end|>");

    assertEnded(emitter, FinishReason.STOP, text, tiny.encode(text).length + 1);
  }

  @Test
  void stopTextAtTheLengthIsAStop() {
    assertEnded(
        emitted(rules(0, 2, "pens"), tokens(" apples", " pens", " and")),
        FinishReason.STOP,
        " apples ",
        2);
  }

  @Test
  void stopTextThatTheLengthCutsOffIsNone() {
    assertEnded(
        emitted(rules(0, 2, "pens and"), tokens(" apples", " pens", " and")),
        FinishReason.LENGTH,
        " apples pens",
        2);
  }

  @Test
  void stopTextThatWaitsForACharacterIsFoundWhereTheLengthCutsTheCharacter() throws IOException {
    try (Tokenizer tokenizer = TokenizerFiles.tinyWithHalfACharacter(folder)) {
      Emitter emitter = new Emitter(rules(0, 2, "b"), Optional.of(tokenizer));
      emitter.emit(tokens("a")[0]);
      emitter.emit(TokenizerFiles.B_AND_HALF_A_CHARACTER);

      assertEnded(emitter, FinishReason.STOP, "a", 2);
    }
  }

  @Test
  void stopTextThatWaitsForACharacterEndsTheCompletionWithTheRestOfIt() throws IOException {
    int[] restOfEmoji = Arrays.copyOfRange(tokens(EMOJI), 1, 4);
    try (Tokenizer tokenizer = TokenizerFiles.tinyWithHalfACharacter(folder)) {
      Emitter emitter = new Emitter(rules(0, MUCH, "b"), Optional.of(tokenizer));
      emitter.emit(TokenizerFiles.B_AND_HALF_A_CHARACTER);
      for (int token : restOfEmoji) {
        assertThat(emitter.finished()).isFalse();
        emitter.emit(token);
      }

      assertEnded(emitter, FinishReason.STOP, "", 4);
    }
  }

  @Test
  void stopTokenWhoseTextCompletesAStopTextIsCutOffTheText() {
    int pens = tokens(" pens")[0];
    StopRules rules = new StopRules(Set.of(pens), List.of("les pe"), 0, MUCH);

    assertEnded(emitted(rules, tokens(" apples", " pens", " and")), FinishReason.STOP, " app", 2);
  }

  @Test
  void multiTokenCharacterIsAStopTextLikeAnyOther() {
    assertEnded(
        emitted(rules(0, MUCH, EMOJI), tokens("apples", EMOJI, EMOJI)),
        FinishReason.STOP,
        "apples",
        tokens("apples", EMOJI).length);
  }

  @Test
  void unfinishedCharacterAtTheEndIsReplaced() {
    int[] tokens = tokens(" apples", EMOJI);

    for (String[] stopTexts : new String[][] {{}, {"pens"}}) {
      assertEnded(emitted(rules(0, 3, stopTexts), tokens), FinishReason.LENGTH, " apples\uFFFD", 3);
    }
  }

  @Test
  void stopTokensBeforeTheLeastNumberOfTokensPassBy() {
    assertEnded(
        emitted(rules(3, MUCH), tokens(" apples", "<|im_end|>", " pens", " and", "<|im_end|>")),
        FinishReason.STOP,
        " apples pens and",
        5);
  }

  @Test
  void stopTextsBeforeTheLeastNumberOfTokensPassByAndStayInTheText() {
    int[] tokens = tokens(" pens", " apples", " pens", " pens");

    assertEnded(emitted(rules(1, MUCH, "pens"), tokens), FinishReason.STOP, " ", 1);
    assertEnded(emitted(rules(2, MUCH, "pens"), tokens), FinishReason.STOP, " pens apples ", 3);
    assertEnded(emitted(rules(3, MUCH, "pens"), tokens), FinishReason.STOP, " pens apples ", 3);
    assertEnded(
        emitted(rules(4, MUCH, "pens"), tokens), FinishReason.STOP, " pens apples pens ", 4);
    assertThat(emitted(rules(5, MUCH, "pens"), tokens).finished()).isFalse();
  }

  @Test
  void stopTextThatBeginsBeforeTheLeastNumberOfTokensCountsWhenItEndsLater() {
    assertEnded(
        emitted(rules(2, MUCH, "apples pens"), tokens(" apples", " pens")),
        FinishReason.STOP,
        " ",
        2);
  }

  @Test
  void specialTokensMatchNoStopText() {
    StopRules rules = new StopRules(Set.of(), List.of("<|im_end|>"), 0, 3);

    assertEnded(
        emitted(rules, tokens(" apples", "<|im_end|>", " pens")),
        FinishReason.LENGTH,
        " apples pens",
        3);
  }

  @Test
  void withoutTokenizerThereIsNoText() {
    Emitter emitter = new Emitter(rules(0, 1), Optional.empty());
    emitter.emit(5);

    assertThat(emitter.text()).isEmpty();
    assertThat(emitter.finishReason()).contains(FinishReason.LENGTH);
  }

  @Test
  void stopTextsNeedATokenizer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Emitter(rules(0, MUCH, "a", "b"), Optional.empty()))
        .withMessage("stop texts must be none without a tokenizer, got 2");
  }

  @Test
  void nothingFollowsTheLastToken() {
    Emitter emitter = emitted(rules(0, 1), 5);

    assertThatIllegalStateException()
        .isThrownBy(() -> emitter.emit(5))
        .withMessage("the completion must not have ended, got another token after 1");
  }

  @Test
  void textIsKnownAtTheEnd() {
    assertThatIllegalStateException()
        .isThrownBy(() -> emitted(rules(0, MUCH, "a"), 5, 6).text())
        .withMessage("the completion must have ended, got one that goes on after 2");
  }

  /** A sequence that lost its place is given its emitted tokens again, then goes on. */
  @Test
  void tokensGivenAgainLeadToTheSameCompletion() {
    Random random = new Random(3);
    String[] stopTexts = {"ab", EMOJI, "les", " b", "e s", "\uFFFD\uFFFD"};
    for (int round = 0; round < 300; round++) {
      StopRules rules = rules(random.nextInt(30), 30 + random.nextInt(30), stopTexts);
      int[] tokens = random.ints(60, 0, tiny.vocabularySize()).toArray();
      Emitter whole = emitted(rules, tokens);
      int resumed = random.nextInt(whole.tokens().size());

      Emitter again = new Emitter(rules, Optional.of(tiny));
      List<Integer> kept = emitted(rules, Arrays.copyOf(tokens, resumed)).tokens();
      kept.forEach(again::emit);
      IntStream.range(resumed, whole.tokens().size()).forEach(i -> again.emit(tokens[i]));

      assertThat(again.tokens()).isEqualTo(whole.tokens());
      assertThat(again.finishReason()).isEqualTo(whole.finishReason());
      assertThat(again.text()).isEqualTo(whole.text());
    }
  }
}
