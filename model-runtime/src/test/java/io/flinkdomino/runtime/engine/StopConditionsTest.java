package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.FinishReason;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Completions end where they should, with drafting and without, wherever in a run that is. */
class StopConditionsTest {

  private static final List<Golden.Case> CASES = Golden.TINY.cases().subList(0, 24);
  private static final int MUCH = 96;

  private static ModelStore.Lease drafted;
  private static ModelStore.Lease targetOnly;

  @BeforeAll
  static void load() {
    drafted = Golden.TINY.load();
    targetOnly = Golden.TINY.load(Optional.empty());
  }

  @AfterAll
  static void unload() {
    drafted.close();
    targetOnly.close();
  }

  /** The part of a completion that must be left, and why it ends there. */
  private record Expected(String text, int tokens, FinishReason reason) {}

  private static EncodedPrompt request(String name, int[] prompt, StopConditions stop) {
    GenerationParameters parameters =
        GenerationParameters.of(stop, SamplingParameters.GREEDY, 0).returning(true, true);
    List<Integer> ids = IntStream.of(prompt).boxed().toList();
    return new EncodedPrompt(
        new GenerationRequest(name, new PromptInput.TokenIds(ids), parameters), prompt);
  }

  private static StopConditions stopping(int minTokens, String... texts) {
    return new StopConditions(MUCH, minTokens, List.of(texts), Set.of(), false);
  }

  private static Map<String, GenerationResult> decode(
      ModelStore.Lease models, List<EncodedPrompt> prompts) {
    try (DecodeEngine engine = Golden.engine(models.models(), 8, VerifiedLength.ALL)) {
      return Completions.of(engine, prompts);
    }
  }

  /**
   * Decodes all cases with and without a drafter, and checks both.
   *
   * @return the results of drafted decoding
   */
  private static List<GenerationResult> check(
      Function<Golden.Case, StopConditions> stop, Function<Golden.Case, Expected> expectation) {
    List<EncodedPrompt> prompts =
        CASES.stream().map(c -> request(c.name(), c.prompt(), stop.apply(c))).toList();
    Map<String, GenerationResult> withDrafts = decode(drafted, prompts);
    Map<String, GenerationResult> without = decode(targetOnly, prompts);
    for (Golden.Case golden : CASES) {
      Expected expected = expectation.apply(golden);
      for (Map<String, GenerationResult> results : List.of(withDrafts, without)) {
        GenerationResult result = results.get(golden.name());
        assertThat(result.text()).as(golden.name()).contains(expected.text());
        assertThat(result.tokenIds())
            .as(golden.name())
            .isEqualTo(golden.greedy().subList(0, expected.tokens()));
        assertThat(result.finishReason()).as(golden.name()).isEqualTo(expected.reason());
      }
    }
    return List.copyOf(withDrafts.values());
  }

  /** Completions that end before the last token of the run that was accepted with their end. */
  private static long endedInsideARun(List<GenerationResult> results) {
    return results.stream()
        .filter(
            result ->
                result.tokenIds().size()
                    < 1 + result.trace().stream().mapToInt(StopConditionsTest::added).sum())
        .count();
  }

  private static int added(DecodeCycle cycle) {
    return cycle.accepted() + 1;
  }

  private static String text(List<Integer> tokens) {
    return drafted.models().tokenizer().orElseThrow().decode(tokens, true);
  }

  /** Fewest tokens of the golden completion whose text holds the stop text. */
  private static int tokensUntil(Golden.Case golden, String stopText) {
    return IntStream.rangeClosed(1, golden.greedy().size())
        .filter(count -> text(golden.greedy().subList(0, count)).contains(stopText))
        .findFirst()
        .orElseThrow();
  }

  private static Expected stoppedAt(Golden.Case golden, String stopText) {
    String whole = golden.text().orElseThrow();
    return new Expected(
        whole.substring(0, whole.indexOf(stopText)),
        tokensUntil(golden, stopText),
        FinishReason.STOP);
  }

  /** Eleven characters from the middle: longer than most tokens, and begun inside one. */
  private static String middle(Golden.Case golden) {
    String whole = golden.text().orElseThrow();
    return whole.substring(whole.length() / 2 - 5, whole.length() / 2 + 6);
  }

  @Test
  void stopTextAcrossTokenBordersEndsTheCompletion() {
    assertThat(CASES)
        .as("cases whose stop text is in none of its tokens alone")
        .allMatch(c -> c.greedy().stream().noneMatch(id -> text(List.of(id)).contains(middle(c))));

    check(c -> stopping(0, middle(c)), c -> stoppedAt(c, middle(c)));
  }

  @Test
  void stopTextInsideAnAcceptedRunEndsTheCompletionThere() {
    List<GenerationResult> results =
        check(c -> stopping(0, "no such text", middle(c)), c -> stoppedAt(c, middle(c)));

    assertThat(endedInsideARun(results)).isGreaterThan(5);
  }

  @Test
  void stopTextThatNeverComesChangesNothing() {
    check(
        c -> stopping(0, "no such text", c.text().orElseThrow() + "!"),
        c -> new Expected(c.text().orElseThrow(), c.greedy().size(), FinishReason.STOP));
  }

  @Test
  void stopTextsBeforeTheLeastNumberOfTokensPassBy() {
    check(c -> stopping(tokensUntil(c, middle(c)), middle(c)), c -> stoppedAt(c, middle(c)));
    // The last token is the model's end of sequence, which may come as soon as the rest is there.
    check(
        c -> stopping(c.greedy().size() - 1, middle(c)),
        c -> new Expected(c.text().orElseThrow(), c.greedy().size(), FinishReason.STOP));
  }

  @Test
  void stopTokenInsideARunEndsTheCompletionThere() {
    List<GenerationResult> results =
        check(
            c -> new StopConditions(MUCH, 0, List.of(), Set.of(midToken(c)), false),
            StopConditionsTest::stoppedAtMidToken);

    assertThat(endedInsideARun(results)).isGreaterThan(5);
  }

  private static int midToken(Golden.Case golden) {
    return golden.greedy().get(golden.greedy().size() / 2);
  }

  private static Expected stoppedAtMidToken(Golden.Case golden) {
    int tokens = golden.greedy().indexOf(midToken(golden)) + 1;
    return new Expected(text(golden.greedy().subList(0, tokens)), tokens, FinishReason.STOP);
  }

  @Test
  void maxTokensInsideARunEndsTheCompletionThere() {
    List<GenerationResult> results =
        check(
            c -> StopConditions.after(c.greedy().size() / 2),
            c -> {
              int tokens = c.greedy().size() / 2;
              String text = text(c.greedy().subList(0, tokens));
              return new Expected(text, tokens, FinishReason.LENGTH);
            });

    assertThat(endedInsideARun(results)).isGreaterThan(5);
  }

  /** No recording says how they go on, but a drafter must not matter. */
  @Test
  void oneTokenPromptsEndTheSameWithAndWithoutDrafting() {
    StopConditions stop = new StopConditions(6, 2, List.of("e ", "9"), Set.of(), false);
    List<EncodedPrompt> prompts =
        IntStream.range(0, 24)
            .mapToObj(i -> request("after token " + 25 * i, new int[] {25 * i}, stop))
            .toList();

    Map<String, GenerationResult> withDrafts = decode(drafted, prompts);
    Map<String, GenerationResult> without = decode(targetOnly, prompts);

    assertThat(withDrafts).hasSameSizeAs(prompts);
    withDrafts.forEach(
        (name, result) -> {
          assertThat(result.promptTokens()).isEqualTo(1);
          assertThat(result.tokenIds()).as(name).isEqualTo(without.get(name).tokenIds());
          assertThat(result.text()).as(name).isEqualTo(without.get(name).text());
          assertThat(result.finishReason()).isEqualTo(without.get(name).finishReason());
        });
    assertThat(withDrafts.values().stream().map(GenerationResult::finishReason))
        .contains(FinishReason.STOP, FinishReason.LENGTH);
  }
}
