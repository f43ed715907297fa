package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drafts from prompt and completion themselves. */
class PromptLookupTest {

  private static final Golden TINY = Golden.TINY;
  private static final List<Golden.Case> CASES = TINY.cases();

  private static Map<String, GenerationResult> decode(
      Golden golden, List<Golden.Case> cases, int maxBatch, int prefillTokens) {
    EngineSettings settings =
        new EngineSettings(maxBatch, 1L << 30, 0, VerifiedLength.ALL, prefillTokens, 1);
    try (ModelStore.Lease lease = golden.load(new DraftChoice.PromptLookup());
        DecodeEngine engine = new DecodeEngine(lease.models(), settings, System::nanoTime)) {
      return Completions.oneByOne(engine, cases.stream().map(Golden.Case::request).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 256", "7, 9", "32, 256"})
  void tokensAreTheTargetsOwn(int maxBatch, int prefillTokens) {
    Map<String, GenerationResult> results = decode(TINY, CASES, maxBatch, prefillTokens);

    for (Golden.Case expected : CASES) {
      assertThat(results.get(expected.name()).tokenIds())
          .as(expected.name())
          .isEqualTo(expected.greedy());
    }
  }

  @Test
  void draftsWhereTheAnchorRecursAndNowhereElse() {
    Map<String, GenerationResult> results = decode(TINY, CASES, 8, 256);

    long drafting = 0;
    long silent = 0;
    for (Golden.Case prompt : CASES) {
      List<Integer> tokens = new ArrayList<>(IntStream.of(prompt.prompt()).boxed().toList());
      Set<Integer> seen = new HashSet<>(tokens);
      for (DecodeCycle cycle : results.get(prompt.name()).trace()) {
        boolean known = seen.contains(cycle.anchor());
        assertThat(cycle.draft()).as(prompt.name()).hasSize(known ? 8 : 0);
        drafting += known ? 1 : 0;
        silent += known ? 0 : 1;
        seen.add(cycle.anchor());
        seen.addAll(cycle.draft().subList(0, cycle.accepted()));
      }
    }
    assertThat(drafting).isPositive();
    assertThat(silent).isPositive();
  }

  @Test
  void completionThatGoesInCirclesIsAccepted() {
    Golden golden = Golden.PARITY.get(0);

    Map<String, GenerationResult> results = decode(golden, golden.cases(), 8, 256);

    assertThat(results.get("prompt-1").acceptance().acceptanceLength()).isGreaterThan(2);
  }
}
