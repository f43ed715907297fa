package io.flinkdomino.bench.workload;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The variants that are compared: the one place to add a draft policy. */
public final class Variants {

  /** Without drafter: what the others are compared with. */
  public static final String TARGET_ONLY = "target-only";

  /** Without drafter, and with a target large enough for a second thread to matter. */
  public static final String SYNTHETIC = "synthetic target-only";

  /** The bundled drafter, its whole block verified. */
  public static final String DOMINO = "domino";

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
    Path dflash = HeadlessDraft.copy(domino, scratch);
    return List.of(
        new Variant(TARGET_ONLY, target, Optional.empty(), OptionalInt.empty()),
        new Variant(DOMINO, target, Optional.of(domino), OptionalInt.empty()),
        new Variant("domino verified 4", target, Optional.of(domino), OptionalInt.of(4)),
        new Variant("dflash", target, Optional.of(dflash), OptionalInt.empty()));
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Variant named(String name, Path scratch) {
    if (name.equals(SYNTHETIC)) {
      return new Variant(
          name,
          SyntheticTarget.write(scratch.resolve("synthetic")),
          Optional.empty(),
          OptionalInt.empty());
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
