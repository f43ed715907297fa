package io.flinkdomino.runtime.length;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A device with known costs and a drafter with a known acceptance, on which a chooser decodes for
 * so many steps. Its time is modelled: what a step was charged, noise excluded.
 */
final class SimulatedDevice {

  /** What a pass costs by its tokens, in nanoseconds. */
  interface Passes {
    double nanos(int tokens);
  }

  /**
   * A device and a drafter.
   *
   * @param passes what a pass costs
   * @param perGroup what each group of rows beyond the first costs besides
   * @param draft what drafting costs at all
   * @param draftPerRow for each row
   * @param draftPerLength for each position
   * @param draftPerToken for each draft
   * @param acceptance probability that a draft is kept after those before it, in the mean
   * @param sure whether the drafter tells how likely each draft is
   */
  record World(
      Passes passes,
      double perGroup,
      double draft,
      double draftPerRow,
      double draftPerLength,
      double draftPerToken,
      double acceptance,
      boolean sure) {

    World accepting(double other) {
      return new World(
          passes, perGroup, draft, draftPerRow, draftPerLength, draftPerToken, other, sure);
    }

    World silent() {
      return new World(
          passes, perGroup, draft, draftPerRow, draftPerLength, draftPerToken, acceptance, false);
    }

    double draftNanos(int rows, int length) {
      return rows == 0
          ? 0
          : draft + draftPerRow * rows + draftPerLength * length + draftPerToken * rows * length;
    }

    double passNanos(int tokens, int groups) {
      return passes.nanos(tokens) + perGroup * (groups - 1);
    }
  }

  /** As measured on two cores: a few rows cost little more than one, many cost each. */
  static World cpu() {
    return new World(
        tokens -> 1.25e6 + (tokens > 1 ? 0.15e6 : 0) + 0.11e6 * (tokens - 1),
        60e3,
        0.3e6,
        0.12e6,
        0.05e6,
        0.01e6,
        0.75,
        true);
  }

  /** As an accelerator: a pass costs the same up to 64 tokens. */
  static World accelerator() {
    return new World(
        tokens -> 20e6 * Math.max(1, tokens / 64.0), 0.1e6, 2e6, 0.02e6, 0.15e6, 1e3, 0.75, true);
  }

  private static final int MOST_TOKENS_APART = 1000;

  private final LengthChooser chooser;
  private final Random random;
  private final double noise;
  private final List<Object> sequences;
  private double nanos;
  private long tokens;
  private int hopeless;

  /**
   * @param noise standard deviation of measured times, as a share; one time in a hundred is five
   *     times as long, if there is any noise
   */
  SimulatedDevice(LengthChooser chooser, int rows, long seed, double noise) {
    this.chooser = chooser;
    this.random = new Random(seed);
    this.noise = noise;
    this.sequences = new ArrayList<>(IntStream.range(0, rows).mapToObj(i -> new Object()).toList());
  }

  /** No draft of the first rows is ever kept, and nobody says so. */
  SimulatedDevice hopeless(int rows) {
    hopeless = rows;
    return this;
  }

  /** Runs steps in one world. */
  SimulatedDevice run(World world, int steps) {
    for (int i = 0; i < steps; i++) {
      step(world);
    }
    return this;
  }

  private void step(World world) {
    int rows = sequences.size();
    if (random.nextInt(40) == 0 && hopeless == 0) {
      sequences.set(random.nextInt(rows), new Object());
    }
    StepShape shape =
        new StepShape(
            sequences,
            Collections.nCopies(rows, MOST_TOKENS_APART),
            Collections.nCopies(rows, 0),
            0);
    var plan = chooser.plan(shape);
    double[][] likely = new double[plan.rows().size()][plan.length()];
    float[] sureness = new float[world.sure() ? plan.rows().size() * plan.length() : 0];
    for (int i = 0; i < plan.rows().size(); i++) {
      for (int k = 0; k < plan.length(); k++) {
        double said = likely(world.acceptance());
        likely[i][k] = plan.rows().get(i) < hopeless ? 0 : said;
        if (world.sure()) {
          sureness[i * plan.length() + k] = (float) said;
        }
      }
    }
    List<Integer> drafted = new ArrayList<>(Collections.nCopies(rows, 0));
    plan.rows().forEach(row -> drafted.set(row, plan.length()));
    List<Integer> verified = verified(plan.isEmpty(), drafted, sureness, plan.length());
    List<Integer> accepted = new ArrayList<>(Collections.nCopies(rows, 0));
    for (int i = 0; i < plan.rows().size(); i++) {
      int row = plan.rows().get(i);
      accepted.set(row, accepted(likely[i], verified.get(row)));
    }
    charge(world, plan.rows().size(), plan.length(), verified, accepted);
  }

  private List<Integer> verified(
      boolean none, List<Integer> drafted, float[] sureness, int columns) {
    return none || !(chooser instanceof AdaptiveLength adaptive)
        ? drafted
        : adaptive.lengths(drafted, sureness, columns);
  }

  /** Most drafts are nearly sure, the others hardly. */
  private double likely(double mean) {
    double spread = 0.45 * Math.min(mean, 1 - mean) * 2;
    double low = mean - spread;
    double high = Math.min(1, mean + spread);
    return random.nextBoolean() ? low : high;
  }

  private int accepted(double[] likely, int verified) {
    int count = 0;
    while (count < verified && random.nextDouble() < likely[count]) {
      count++;
    }
    return count;
  }

  private void charge(
      World world, int rows, int length, List<Integer> verified, List<Integer> accepted) {
    int groups = 1;
    int read = 0;
    for (int row = 0; row < verified.size(); row++) {
      groups += row > 0 && !verified.get(row).equals(verified.get(row - 1)) ? 1 : 0;
      read += 1 + verified.get(row);
      tokens += 1 + accepted.get(row);
    }
    double drafting = world.draftNanos(rows, length);
    double pass = world.passNanos(read, groups);
    nanos += drafting + pass;
    chooser.stepped(
        accepted, new StepCost((long) (drafting * jitter()), (long) (pass * jitter()), groups));
  }

  private double jitter() {
    if (noise == 0) {
      return 1;
    }
    double usual = Math.exp(noise * random.nextGaussian());
    return random.nextInt(100) == 0 ? 5 * usual : usual;
  }

  /** Tokens a second since the last call, in modelled time. */
  double rate() {
    double rate = tokens / nanos * 1e9;
    tokens = 0;
    nanos = 0;
    return rate;
  }
}
