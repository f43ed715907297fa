package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.stats.Acceptance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Token for token, cycle for cycle, the engine decodes what the reference implementation decoded.
 * Greedy paths have margins above 2e-4, so any difference is a bug.
 */
class DecodeParityTest {

  /** Below it the order of two drafts after a rejection is rounding noise. */
  private static final double COMPARABLE_DRAFT_MARGIN = 1e-4;

  /** One prompt at a time, and all in one batch. */
  static Stream<Arguments> modelsAndBatches() {
    return Stream.concat(Golden.PARITY.stream(), Stream.of(Golden.TINY))
        .flatMap(golden -> Stream.of(1, 64).map(batch -> Arguments.of(golden, batch)));
  }

  @ParameterizedTest
  @MethodSource("modelsAndBatches")
  void draftedDecodingEqualsReference(Golden golden, int maxBatch) {
    try (ModelStore.Lease lease = golden.load();
        DecodeEngine engine = Golden.engine(lease.models(), maxBatch, VerifiedLength.ALL)) {
      assertEqual(golden.cases(), decode(engine, golden.cases()));
    }
  }

  /** Sixty prompts take turns in five slots, so that most join while others are in mid-decoding. */
  @Test
  void sequencesThatJoinAndLeaveEqualReference() {
    try (ModelStore.Lease lease = Golden.TINY.load();
        DecodeEngine engine = Golden.engine(lease.models(), 5, VerifiedLength.ALL)) {
      assertEqual(Golden.TINY.cases(), decode(engine, Golden.TINY.cases()));
    }
  }

  @ParameterizedTest
  @MethodSource("modelsAndBatches")
  void targetOnlyDecodingEqualsReference(Golden golden, int maxBatch) {
    try (ModelStore.Lease lease = golden.load(Optional.empty());
        DecodeEngine engine = Golden.engine(lease.models(), maxBatch, VerifiedLength.ALL)) {
      Map<String, GenerationResult> results = decode(engine, golden.cases());
      for (Golden.Case expected : golden.cases()) {
        assertThat(results.get(expected.name()).tokenIds())
            .as(expected.name())
            .isEqualTo(expected.greedy());
      }
    }
  }

  /** The reference recorded a shorter verified length for the tiny model only. */
  @ParameterizedTest
  @ValueSource(ints = {1, 64})
  void verifyingFewerDraftsEqualsReference(int maxBatch) {
    try (ModelStore.Lease lease = Golden.TINY.load();
        DecodeEngine engine = Golden.engine(lease.models(), maxBatch, VerifiedLength.of(15))) {
      List<Golden.Case> cases = Golden.TINY.cases("cycles_15");
      assertEqual(cases, decode(engine, cases));
    }
  }

  private static Map<String, GenerationResult> decode(
      DecodeEngine engine, List<Golden.Case> cases) {
    return Completions.of(engine, cases.stream().map(Golden.Case::request).toList());
  }

  private static void assertEqual(List<Golden.Case> cases, Map<String, GenerationResult> results) {
    assertThat(results).hasSameSizeAs(cases);
    for (Golden.Case expected : cases) {
      GenerationResult result = results.get(expected.name());
      assertThat(result.tokenIds()).as(expected.name()).isEqualTo(expected.greedy());
      if (!expected.cycles().isEmpty()) {
        assertThat(result.trace())
            .as(expected.name())
            .isEqualTo(comparable(expected.cycles(), result.trace()));
        assertThat(result.acceptance().accepted())
            .isEqualTo(expected.cycles().stream().mapToLong(c -> c.cycle().accepted()).sum());
      }
      assertCountsAgree(result);
    }
  }

  private static void assertCountsAgree(GenerationResult result) {
    Acceptance counts = result.acceptance();
    List<DecodeCycle> trace = result.trace();
    assertThat(counts.steps()).isEqualTo(trace.size());
    assertThat(counts.drafted()).isEqualTo(trace.stream().mapToLong(c -> c.draft().size()).sum());
    assertThat(counts.accepted()).isEqualTo(trace.stream().mapToLong(DecodeCycle::accepted).sum());
    assertThat(counts.acceptedPerPosition().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(counts.accepted());
  }

  /** The reference's cycles; where its margin is too small, with our drafts after the rejection. */
  private static List<DecodeCycle> comparable(
      List<Golden.Cycle> expected, List<DecodeCycle> found) {
    List<DecodeCycle> cycles = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      DecodeCycle cycle = expected.get(i).cycle();
      if (expected.get(i).draftMargin() <= COMPARABLE_DRAFT_MARGIN && i < found.size()) {
        List<Integer> draft = new ArrayList<>(cycle.draft().subList(0, cycle.accepted()));
        draft.addAll(found.get(i).draft().subList(cycle.accepted(), found.get(i).draft().size()));
        cycle = new DecodeCycle(cycle.anchor(), draft, cycle.accepted(), cycle.next());
      }
      cycles.add(cycle);
    }
    return cycles;
  }
}
