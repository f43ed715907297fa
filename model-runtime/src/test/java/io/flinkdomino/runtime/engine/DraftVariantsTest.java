package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafters in configurations for which there is no golden model. */
class DraftVariantsTest {

  private static final Golden TINY = Golden.TINY;
  private static final List<Golden.Case> TINY_CASES = TINY.cases().subList(0, 12);
  private static final Golden DOMINO = Golden.PARITY.get(0);

  @TempDir Path folder;

  @Test
  void windowLargerThanTheSequenceEqualsFullAttention() {
    DraftFolder draft = DraftFolder.copy(TINY, folder).config(allLayersSliding(512));

    assertSameTraces(TINY, draft.path(), TINY_CASES);
  }

  @Test
  void smallWindowChangesDraftsButNoToken() {
    DraftFolder draft = DraftFolder.copy(TINY, folder).config(allLayersSliding(4));

    Map<String, GenerationResult> results = decode(TINY, draft.path(), TINY_CASES);

    assertGreedy(TINY_CASES, results);
    assertThat(accepted(results))
        .isNotEqualTo(accepted(decode(TINY, TINY.draft().orElseThrow(), TINY_CASES)));
  }

  @Test
  void oneSlidingLayerLeavesTheOthersFull() {
    DraftFolder draft = DraftFolder.copy(TINY, folder).config(lastLayerSliding(4));

    assertGreedy(TINY_CASES, decode(TINY, draft.path(), TINY_CASES));
  }

  @Test
  void contextFeaturesComeInTheOrderOfTheLayerIds() {
    DraftFolder draft =
        DraftFolder.copy(DOMINO, folder).targetLayerIds(2, 0).swapColumnHalves("fc.weight");

    assertSameTraces(DOMINO, draft.path(), DOMINO.cases());
  }

  /** The default ids of two draft layers for a target of four layers are 1 and 1. */
  @Test
  void oneTargetLayerMayFeedTheDrafterTwice() {
    DraftFolder draft = DraftFolder.copy(DOMINO, folder).targetLayerIds(1, 1);

    assertGreedy(DOMINO.cases(), decode(DOMINO, draft.path(), DOMINO.cases()));
  }

  private static Consumer<ObjectNode> allLayersSliding(int window) {
    return config -> sliding(config, window, "sliding_attention");
  }

  private static Consumer<ObjectNode> lastLayerSliding(int window) {
    return config -> sliding(config, window, "full_attention");
  }

  private static void sliding(ObjectNode config, int window, String firstLayer) {
    config.put("use_sliding_window", true).put("sliding_window", window);
    config.putArray("layer_types").add(firstLayer).add("sliding_attention");
  }

  private static Map<String, GenerationResult> decode(
      Golden golden, Path draft, List<Golden.Case> cases) {
    List<EncodedPrompt> prompts = cases.stream().map(Golden.Case::request).toList();
    try (ModelStore.Lease lease = golden.load(Optional.of(draft));
        DecodeEngine engine = Golden.engine(lease.models(), 8, VerifiedLength.ALL)) {
      return Completions.of(engine, prompts);
    }
  }

  private static long accepted(Map<String, GenerationResult> results) {
    return results.values().stream().mapToLong(result -> result.acceptance().accepted()).sum();
  }

  /** Drafts, accepted counts and next tokens are those of the drafter as it was. */
  private static void assertSameTraces(Golden golden, Path draft, List<Golden.Case> cases) {
    Map<String, GenerationResult> expected = decode(golden, golden.draft().orElseThrow(), cases);
    Map<String, GenerationResult> found = decode(golden, draft, cases);
    for (Golden.Case prompt : cases) {
      assertThat(found.get(prompt.name()).trace())
          .as(prompt.name())
          .isEqualTo(expected.get(prompt.name()).trace());
    }
  }

  private static void assertGreedy(List<Golden.Case> cases, Map<String, GenerationResult> results) {
    for (Golden.Case expected : cases) {
      assertThat(results.get(expected.name()).tokenIds())
          .as(expected.name())
          .isEqualTo(expected.greedy());
    }
  }
}
