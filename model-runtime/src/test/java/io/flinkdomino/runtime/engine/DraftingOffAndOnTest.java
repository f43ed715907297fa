package io.flinkdomino.runtime.engine;

import static io.flinkdomino.runtime.engine.SteppedDecoding.Drafting.IGNORED;
import static io.flinkdomino.runtime.engine.SteppedDecoding.Drafting.OFF;
import static io.flinkdomino.runtime.engine.SteppedDecoding.Drafting.ON;
import static io.flinkdomino.runtime.engine.SteppedDecoding.Drafting.SOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.engine.SteppedDecoding.Drafting;
import io.flinkdomino.runtime.engine.SteppedDecoding.Place;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A drafter that was not asked for some steps proposes what it would have proposed, had it been
 * asked at every one.
 */
class DraftingOffAndOnTest {

  private static final Golden TINY = Golden.TINY;
  private static final List<EncodedPrompt> PROMPTS =
      TINY.cases().subList(0, 6).stream().map(Golden.Case::request).toList();

  // Longer than a block, shorter than one, and at the very start.
  private static final List<Drafting> PATTERN =
      List.of(
          OFF, OFF, ON, ON, OFF, ON, OFF, OFF, OFF, OFF, OFF, OFF, OFF, OFF, OFF, OFF, OFF, OFF,
          OFF, OFF, ON, ON, OFF, ON);

  /** Some sequences draft while others do not, and then the other way round. */
  private static final List<Drafting> IN_TURNS = List.of(SOME, SOME, OFF, SOME, ON, OFF, SOME);

  private static final int ENOUGH = 250;
  private static final int MAX_TOKENS = ENOUGH + 20;

  @TempDir Path folder;

  @Test
  void dominoMissesNoContextFeature() {
    assertSameDrafts(new DraftChoice.Folder(TINY.draft().orElseThrow()), PATTERN);
  }

  @Test
  void dominoMissesNoContextFeatureOfThoseWhoDidNotDraft() {
    assertSameDrafts(new DraftChoice.Folder(TINY.draft().orElseThrow()), IN_TURNS);
  }

  @Test
  void causalModelCatchesUpWithWhatItHasNotRead() {
    assertSameDrafts(new DraftChoice.Folder(CausalDrafts.shallower(TINY, folder)), PATTERN);
  }

  @Test
  void causalModelCatchesUpForThoseWhoDidNotDraft() {
    assertSameDrafts(new DraftChoice.Folder(CausalDrafts.shallower(TINY, folder)), IN_TURNS);
  }

  @Test
  void promptLookupKnowsWhatWasCommittedMeanwhile() {
    assertSameDrafts(new DraftChoice.PromptLookup(), PATTERN);
    assertSameDrafts(new DraftChoice.PromptLookup(), IN_TURNS);
  }

  private static void assertSameDrafts(DraftChoice choice, List<Drafting> pattern) {
    try (ModelStore.Lease lease = TINY.load(choice);
        SteppedDecoding always = new SteppedDecoding(lease.models(), PROMPTS, MAX_TOKENS);
        SteppedDecoding interrupted = new SteppedDecoding(lease.models(), PROMPTS, MAX_TOKENS)) {
      for (int i = 0; interrupted.longest() < ENOUGH; i++) {
        interrupted.step(pattern.get(i % pattern.size()));
      }
      while (always.longest() < ENOUGH) {
        always.step(IGNORED);
      }
      assertSame(always.drafts(), interrupted.drafts());
    }
  }

  private static void assertSame(
      Map<Place, List<Integer>> always, Map<Place, List<Integer>> interrupted) {
    int compared = 0;
    for (Place place : interrupted.keySet()) {
      if (always.containsKey(place)) {
        // A shorter block is the beginning of a longer one.
        List<Integer> found = interrupted.get(place);
        assertThat(found)
            .as(place.toString())
            .isEqualTo(always.get(place).subList(0, found.size()));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(50);
  }
}
