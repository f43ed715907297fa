package io.flinkdomino.bench.workload;

import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** How the names end of variants that choose their verified length. */
  public static final String ADAPTIVE = " adaptive";

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
    Path models = Repository.root().resolve("tests/golden/tiny");
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
        Variant.greedy(DOMINO + ADAPTIVE, target, head, VerifiedLength.ADAPTIVE),
        targetOnly.sampled(SAMPLED_TARGET_ONLY),
        four.sampled(SAMPLED_DOMINO_4));
  }

  /**
   * One drafter with every verified length, after the target alone.
   *
   * @param drafter {@code domino}, {@code dflash}, {@code autoregressive}, {@code prompt-lookup} or
   *     {@code scrambled}, whose weights are those of the first in any order
   * @param scratch an empty folder for drafters that are made from the bundled one
   * @throws IllegalArgumentException if it is none of them
   */
  public static List<Variant> lengths(String drafter, Path scratch) {
    Path models = Repository.root().resolve("tests/golden/tiny");
    Path target = models.resolve("target");
    DraftChoice draft = drafter(drafter, target, models.resolve("draft"), scratch);
    List<Variant> variants = new ArrayList<>();
    variants.add(Variant.greedy(TARGET_ONLY, target, new DraftChoice.None(), ALL));
    variants.add(Variant.greedy(drafter + ADAPTIVE, target, draft, VerifiedLength.ADAPTIVE));
    for (String length : List.of("1", "2", "4", "8", ALL.text())) {
      VerifiedLength verified = VerifiedLength.parse(length);
      variants.add(Variant.greedy(drafter + " verified " + length, target, draft, verified));
    }
    return List.copyOf(variants);
  }

  private static DraftChoice drafter(String name, Path target, Path domino, Path scratch) {
    return switch (name) {
      case DOMINO -> new DraftChoice.Folder(domino);
      case "dflash" -> new DraftChoice.Folder(DerivedDrafts.dflash(domino, scratch));
      case "autoregressive" ->
          new DraftChoice.Folder(DerivedDrafts.firstLayers(target, 2, scratch));
      case "scrambled" -> new DraftChoice.Folder(DerivedDrafts.scrambled(domino, scratch));
      case "prompt-lookup" -> new DraftChoice.PromptLookup();
      default ->
          throw new IllegalArgumentException(
              "drafter must be domino, dflash, autoregressive, prompt-lookup or scrambled, got "
                  + name);
    };
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
