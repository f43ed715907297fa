package io.flinkdomino.tests.support.hostile;

import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.tests.support.AvroPrompts;
import io.flinkdomino.tests.support.InvalidPrompts.Invalid;
import io.flinkdomino.tests.support.Prompt;
import io.flinkdomino.tests.support.Prompt.DeadLetter;
import io.flinkdomino.tests.support.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Hostile records with good prompts among them, in an order that the seed decides. */
public final class HostileStream {

  /** Stands in texts, names and values of hostile records; no log may show it. */
  public static final String MARKER = Text.MARKER;

  private static final long SEED = 20_261_125;
  private static final int FIRST_HOSTILE = 1_000;

  private HostileStream() {}

  /**
   * JSON records.
   *
   * @param good prompts of the usual workload among them
   */
  public static List<Prompt> json(int good) {
    Random random = new Random(SEED);
    List<Kind> kinds =
        Stream.of(
                UnreadableJson.kinds(),
                InvalidParameters.kinds(),
                InvalidShapes.kinds(),
                LatePrompts.kinds())
            .flatMap(List::stream)
            .toList();
    List<Prompt> prompts = new ArrayList<>(hostile(kinds, random));
    prompts.addAll(NastyPrompts.from(FIRST_HOSTILE + prompts.size()));
    prompts.addAll(Workload.valid(0, good));
    Collections.shuffle(prompts, random);
    return prompts;
  }

  /**
   * Avro records without a registry's header.
   *
   * @param good as above
   */
  public static List<Prompt> avro(int good) {
    Random random = new Random(SEED);
    List<Prompt> prompts = new ArrayList<>(hostile(HostileAvro.kinds(), random));
    prompts.addAll(AvroPrompts.of(Workload.valid(0, good)));
    Collections.shuffle(prompts, random);
    return prompts;
  }

  private static List<Prompt> hostile(List<Kind> kinds, Random random) {
    List<Prompt> prompts = new ArrayList<>();
    for (Kind kind : kinds) {
      for (int i = 0; i < kind.count(); i++) {
        Invalid made = kind.maker().make(random, i);
        FailureReason reason = made.reason();
        prompts.add(
            new Prompt(FIRST_HOSTILE + prompts.size(), made.value(), new DeadLetter(reason)));
      }
    }
    return prompts;
  }
}
