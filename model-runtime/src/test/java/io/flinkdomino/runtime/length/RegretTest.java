package io.flinkdomino.runtime.length;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.length.SimulatedDevice.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the adaptive length loses against the best fixed one on devices with known costs, in
 * modelled time.
 */
class RegretTest {

  private static final int LONGEST = 16;
  private static final int LEARNING = 200;
  private static final int STEPS = 1500;
  private static final List<Integer> FIXED = List.of(0, 1, 2, 4, 8, 16);

  private static double fixed(World world, int rows, int length) {
    return new SimulatedDevice(new FixedLength(length), rows, 1, 0).run(world, STEPS).rate();
  }

  private static double adaptive(World world, int rows, long seed) {
    SimulatedDevice device =
        new SimulatedDevice(new AdaptiveLength(LONGEST, rows), rows, seed, 0.1);
    device.run(world, LEARNING).rate();
    return device.run(world, STEPS).rate();
  }

  private static List<World> worlds() {
    List<World> worlds = new ArrayList<>();
    for (World device : List.of(SimulatedDevice.cpu(), SimulatedDevice.accelerator())) {
      for (double acceptance : new double[] {0.3, 0.5, 0.75, 0.9}) {
        worlds.add(device.accepting(acceptance));
        worlds.add(device.accepting(acceptance).silent());
      }
    }
    return worlds;
  }

  @Test
  void isNearlyAsFastAsTheBestFixedLength() {
    List<Double> shares = new ArrayList<>();
    for (World world : worlds()) {
      for (int rows : new int[] {1, 4, 16, 64}) {
        double best =
            FIXED.stream().mapToDouble(length -> fixed(world, rows, length)).max().orElseThrow();
        double share = adaptive(world, rows, 1) / best;
        assertThat(share).as("%s, %d rows", world, rows).isGreaterThan(0.95);
        shares.add(share);
      }
    }
    double logs = shares.stream().mapToDouble(Math::log).average().orElseThrow();
    assertThat(Math.exp(logs)).isGreaterThan(0.98);
  }

  @Test
  void uselessDrafterCostsLittle() {
    for (World device : List.of(SimulatedDevice.cpu(), SimulatedDevice.accelerator())) {
      for (int rows : new int[] {1, 4, 16, 64}) {
        World useless = device.accepting(0);
        double share = adaptive(useless, rows, 2) / fixed(useless, rows, 0);
        assertThat(share).as("%d rows", rows).isGreaterThan(0.97);
      }
    }
  }

  /** In steps: 200 after the change, it decodes as if the drafter had always been so. */
  @Test
  void noticesThatADrafterTurnedGoodOrUseless() {
    for (World device : List.of(SimulatedDevice.cpu(), SimulatedDevice.accelerator())) {
      World good = device.accepting(0.8);
      World useless = device.accepting(0);
      double goodRate = adaptive(good, 1, 3);
      double uselessRate = fixed(useless, 1, 0);
      for (long seed : IntStream.range(0, 10).toArray()) {
        SimulatedDevice turning =
            new SimulatedDevice(new AdaptiveLength(LONGEST, 1), 1, seed, 0.1).run(good, 500);
        turning.run(useless, 200).rate();
        assertThat(turning.run(useless, 300).rate() / uselessRate)
            .as("useless, seed %d", seed)
            .isGreaterThan(0.95);
        turning.run(useless, 1000);
        turning.run(good, 200).rate();
        assertThat(turning.run(good, 300).rate() / goodRate)
            .as("good, seed %d", seed)
            .isGreaterThan(0.85);
      }
    }
  }

  @Test
  void sequencesOfWhichHalfAreHopelessAreToldApart() {
    World world = SimulatedDevice.cpu().accepting(0.9);
    SimulatedDevice device = new SimulatedDevice(new AdaptiveLength(LONGEST, 4), 4, 1, 0.1);
    device.hopeless(2).run(world, 400).rate();
    double rate = device.run(world, 1000).rate();
    for (int length : FIXED) {
      SimulatedDevice fixed = new SimulatedDevice(new FixedLength(length), 4, 1, 0);
      assertThat(rate)
          .as("length %d", length)
          .isGreaterThan(fixed.hopeless(2).run(world, 1000).rate());
    }
  }
}
