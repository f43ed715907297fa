package io.flinkdomino.bench.workload;

import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import java.nio.file.Path;
import java.util.List;

/** The variants that are compared: the one place to add a draft policy. */
public final class Variants {

  /** Without drafter: what the others are compared with. */
  public static final String TARGET_ONLY = "target-only";

  /** Without drafter, and with a target large enough for a second thread to matter. */
  public static final String SYNTHETIC = "synthetic target-only";

  /** The bundled drafter, its whole block verified. */
  public static final String DOMINO = "domino";

  /** The bundled drafter, so many of its draft tokens verified as pay on a CPU. */
  public static final String DOMINO_4 = "domino verified 4";

  /** As {@link #DOMINO_4}, but without the drafter's head. */
  public static final String DFLASH_4 = "dflash verified 4";

  /** How the names end of variants that draw their tokens. */
  public static final String SAMPLED = ", temperature 1";

  /** As {@link #TARGET_ONLY}, but drawn. */
  public static final String SAMPLED_TARGET_ONLY = TARGET_ONLY + SAMPLED;

  /** As {@link #DOMINO_4}, but drawn. */
  public static final String SAMPLED_DOMINO_4 = DOMINO_4 + SAMPLED;

  private static final VerifiedLength ALL = VerifiedLength.ALL;
  private static final VerifiedLength FOUR = VerifiedLength.of(4);
  private static final VerifiedLength EIGHT = VerifiedLength.of(8);

  private Variants() {}

  /**
   * All of them, on the bundled models.
   *
   * @param scratch an empty folder for drafters that are made from the bundled one
   */
  public static List<Variant> all(Path scratch) {
    Path models = Repository.root().resolve("job/models/tiny");
    Path target = models.resolve("target");
    Path domino = models.resolve("draft");
    Path dflash = DerivedDrafts.dflash(domino, scratch.resolve("dflash"));
    Path causal = DerivedDrafts.firstLayers(target, 2, scratch.resolve("causal"));
    DraftChoice none = new DraftChoice.None();
    DraftChoice head = new DraftChoice.Folder(domino);
    DraftChoice noHead = new DraftChoice.Folder(dflash);
    Variant targetOnly = Variant.greedy(TARGET_ONLY, target, none, ALL);
    Variant four = Variant.greedy(DOMINO_4, target, head, FOUR);
    return List.of(
        targetOnly,
        Variant.greedy(DOMINO, target, head, ALL),
        Variant.greedy("domino verified 8", target, head, EIGHT),
        four,
        Variant.greedy("dflash", target, noHead, ALL),
        Variant.greedy(DFLASH_4, target, noHead, FOUR),
        Variant.greedy("prompt-lookup", target, new DraftChoice.PromptLookup(), ALL),
        Variant.greedy("autoregressive verified 4", target, new DraftChoice.Folder(causal), FOUR),
        targetOnly.sampled(SAMPLED_TARGET_ONLY),
        four.sampled(SAMPLED_DOMINO_4));
  }

  /**
   * One of the greedy ones, for benchmarks whose requests are greedy.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Variant named(String name, Path scratch) {
    if (name.equals(SYNTHETIC)) {
      return Variant.greedy(
          name, SyntheticTarget.write(scratch.resolve("synthetic")), new DraftChoice.None(), ALL);
    }
    List<Variant> greedy =
        all(scratch).stream().filter(variant -> variant.temperature() == 0).toList();
    return greedy.stream()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "variant must be one of "
                        + greedy.stream().map(Variant::name).toList()
                        + ", got "
                        + name));
  }
}
