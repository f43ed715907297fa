package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.draft.DraftInspection;
import io.flinkdomino.runtime.model.LoadedDraft;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The numbers behind the tokens equal what the reference implementation computed in float32 on the
 * CPU. The tolerances are about ten times its distance from float64.
 */
class TensorParityTest {

  private static final double FEATURES = 1e-3;
  private static final double HIDDEN = 1e-4;
  private static final double DRAFT_LOGITS = 5e-4;

  /** Prefill in one pass, or in pieces that end within prompts. */
  private static final List<Integer> PREFILL_TOKENS = List.of(1024, 7);

  static Stream<Golden> models() {
    return Golden.PARITY.stream();
  }

  static Stream<Arguments> modelsAndPrefills() {
    return models().flatMap(golden -> PREFILL_TOKENS.stream().map(n -> Arguments.of(golden, n)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void targetLogitsEqualReference(Golden golden) {
    double tolerance = golden.name().endsWith("yarn") ? 2e-3 : 5e-4;
    try (ModelStore.Lease lease = golden.load();
        GoldenTensors expected = GoldenTensors.of(golden)) {
      for (int i = 0; i < expected.prompts(); i++) {
        EncodedPrompt prompt = golden.cases().get(i).request();
        try (FirstCycle cycle = FirstCycle.of(lease.models(), List.of(prompt), 1024)) {
          List<Tensor> scores = cycle.score(prompt.tokenIds());
          assertClose(scores.get(0).toFloats(), expected, i, "logits", tolerance);
          if (expected.has(i, "features")) {
            assertClose(scores.get(1).toFloats(), expected, i, "features", FEATURES);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modelsAndPrefills")
  void firstCycleOfEachPromptAloneEqualsReference(Golden golden, int prefillTokens) {
    try (ModelStore.Lease lease = golden.load();
        GoldenTensors expected = GoldenTensors.of(golden)) {
      for (int i = 0; i < expected.prompts(); i++) {
        List<Golden.Case> alone = golden.cases().subList(i, i + 1);
        assertFirstCycle(lease, alone, i, expected, prefillTokens);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modelsAndPrefills")
  void firstCycleOfAllPromptsTogetherEqualsReference(Golden golden, int prefillTokens) {
    try (ModelStore.Lease lease = golden.load();
        GoldenTensors expected = GoldenTensors.of(golden)) {
      List<Golden.Case> together = golden.cases().subList(0, expected.prompts());
      assertFirstCycle(lease, together, 0, expected, prefillTokens);
    }
  }

  /**
   * @param cases consecutive prompts; {@code first} is the number of the first
   */
  private static void assertFirstCycle(
      ModelStore.Lease lease,
      List<Golden.Case> cases,
      int first,
      GoldenTensors expected,
      int prefillTokens) {
    List<EncodedPrompt> prompts = cases.stream().map(Golden.Case::request).toList();
    try (FirstCycle cycle = FirstCycle.of(lease.models(), prompts, prefillTokens)) {
      for (int row = 0; row < cases.size(); row++) {
        assertThat(cycle.firstToken(row)).isEqualTo(cases.get(row).greedy().get(0));
      }
      if (lease.models().draft() instanceof LoadedDraft.TargetOnly) {
        return;
      }
      DraftInspection block = cycle.inspect();
      for (int row = 0; row < cases.size(); row++) {
        int prompt = first + row;
        assertClose(cycle.features(row), expected, prompt, "features", FEATURES);
        assertClose(row(block.hidden(), row), expected, prompt, "hidden", HIDDEN);
        assertClose(row(block.baseLogits(), row), expected, prompt, "base", DRAFT_LOGITS);
        assertCorrected(lease, block, row, expected, prompt);
      }
    }
  }

  private static void assertCorrected(
      ModelStore.Lease lease, DraftInspection block, int row, GoldenTensors expected, int prompt) {
    float[] base = row(block.baseLogits(), row);
    float[] corrected = row(block.correctedLogits(), row);
    var spec = ((LoadedDraft.Block) lease.models().draft()).model().spec();
    if (spec.hasDominoHead()) {
      assertClose(corrected, expected, prompt, "corrected", DRAFT_LOGITS);
    }
    int untouchedRows =
        spec.dominoHead().map(head -> head.pureDraftPrefix()).orElse(spec.maxDraftTokens());
    int untouched = untouchedRows * spec.transformer().vocabSize();
    assertThat(Arrays.copyOf(corrected, untouched))
        .as("corrected logits that are the base")
        .isEqualTo(Arrays.copyOf(base, untouched));
  }

  private static float[] row(Tensor tensor, int row) {
    float[] all = tensor.toFloats();
    int size = Math.toIntExact(all.length / tensor.shape()[0]);
    return Arrays.copyOfRange(all, row * size, (row + 1) * size);
  }

  private static void assertClose(
      float[] found, GoldenTensors expected, int prompt, String what, double tolerance) {
    float[] wanted = expected.read(prompt, what);
    assertThat(found).as("size of %s of prompt %d", what, prompt).hasSameSizeAs(wanted);
    double largest = 0;
    for (int i = 0; i < wanted.length; i++) {
      largest = Math.max(largest, Math.abs((double) found[i] - wanted[i])); // NaN stays
    }
    assertThat(largest)
        .as("largest difference in %s of prompt %d", what, prompt)
        .isLessThanOrEqualTo(tolerance);
  }
}
