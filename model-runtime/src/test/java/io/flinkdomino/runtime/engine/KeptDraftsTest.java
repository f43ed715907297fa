package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.ModelStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No draft is lost that the target would have drawn itself. */
class KeptDraftsTest {

  private static final Golden GOLDEN = Golden.PARITY.get(0);

  /** Blocks of one width, and rows of which some have no draft at all. */
  static Stream<DraftChoice> drafters() {
    return Stream.of(
        new DraftChoice.Folder(GOLDEN.draft().orElseThrow()), new DraftChoice.PromptLookup());
  }

  @ParameterizedTest
  @MethodSource("drafters")
  void draftsAreKeptUpToTheFirstThatDiffersFromTheTargetsToken(DraftChoice drafter) {
    List<DecodeCycle> cycles = cycles(drafter);

    assertThat(cycles)
        .allMatch(
            cycle ->
                cycle.accepted() == cycle.draft().size()
                    || cycle.draft().get(cycle.accepted()) != cycle.next());
    assertThat(cycles)
        .anyMatch(cycle -> cycle.accepted() > 0 && cycle.accepted() < cycle.draft().size());
  }

  private static List<DecodeCycle> cycles(DraftChoice drafter) {
    try (ModelStore.Lease lease = GOLDEN.load(drafter);
        DecodeEngine engine = Golden.engine(lease.models(), 8, VerifiedLength.ALL)) {
      return Completions.of(engine, GOLDEN.cases().stream().map(Golden.Case::request).toList())
          .values()
          .stream()
          .map(GenerationResult::trace)
          .flatMap(List::stream)
          .toList();
    }
  }
}
