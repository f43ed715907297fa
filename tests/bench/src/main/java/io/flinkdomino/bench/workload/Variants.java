package io.flinkdomino.bench.workload;

import io.flinkdomino.runtime.model.DraftChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** The variants that are compared: the one place to add a draft policy. */
public final class Variants {

  /** Without drafter: what the others are compared with. */
  public static final String TARGET_ONLY = "target-only";

  /** Without drafter, and with a target large enough for a second thread to matter. */
  public static final String SYNTHETIC = "synthetic target-only";

  /** The bundled drafter, its whole block verified. */
  public static final String DOMINO = "domino";

  private static final OptionalInt ALL = OptionalInt.empty();
  private static final OptionalInt FOUR = OptionalInt.of(4);

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
    return List.of(
        new Variant(TARGET_ONLY, target, new DraftChoice.None(), ALL),
        new Variant(DOMINO, target, new DraftChoice.Folder(domino), ALL),
        new Variant("domino verified 4", target, new DraftChoice.Folder(domino), FOUR),
        new Variant("dflash", target, new DraftChoice.Folder(dflash), ALL),
        new Variant("prompt-lookup", target, new DraftChoice.PromptLookup(), ALL),
        new Variant("autoregressive verified 4", target, new DraftChoice.Folder(causal), FOUR));
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Variant named(String name, Path scratch) {
    if (name.equals(SYNTHETIC)) {
      return new Variant(
          name, SyntheticTarget.write(scratch.resolve("synthetic")), new DraftChoice.None(), ALL);
    }
    List<Variant> all = all(scratch);
    return all.stream()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "variant must be one of "
                        + all.stream().map(Variant::name).toList()
                        + ", got "
                        + name));
  }
}
