package io.flinkdomino.runtime.engine;

import static io.flinkdomino.runtime.engine.SteppedDecoding.Drafting.IGNORED;
import static io.flinkdomino.runtime.engine.SteppedDecoding.Drafting.OFF;
import static io.flinkdomino.runtime.engine.SteppedDecoding.Drafting.ON;
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
  private static final int ENOUGH = 250;
  private static final int MAX_TOKENS = ENOUGH + 20;

  @TempDir Path folder;

  @Test
  void dominoMissesNoContextFeature() {
    assertSameDrafts(new DraftChoice.Folder(TINY.draft().orElseThrow()));
  }

  @Test
  void causalModelCatchesUpWithWhatItHasNotRead() {
    assertSameDrafts(new DraftChoice.Folder(CausalDrafts.shallower(TINY, folder)));
  }

  @Test
  void promptLookupKnowsWhatWasCommittedMeanwhile() {
    assertSameDrafts(new DraftChoice.PromptLookup());
  }

  private static void assertSameDrafts(DraftChoice choice) {
    try (ModelStore.Lease lease = TINY.load(choice);
        SteppedDecoding always = new SteppedDecoding(lease.models(), PROMPTS, MAX_TOKENS);
        SteppedDecoding interrupted = new SteppedDecoding(lease.models(), PROMPTS, MAX_TOKENS)) {
      for (int i = 0; interrupted.longest() < ENOUGH; i++) {
        interrupted.step(PATTERN.get(i % PATTERN.size()));
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
        assertThat(interrupted.get(place)).as(place.toString()).isEqualTo(always.get(place));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(50);
  }
}
