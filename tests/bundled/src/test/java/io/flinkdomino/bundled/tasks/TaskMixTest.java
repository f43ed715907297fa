package io.flinkdomino.bundled.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskMixTest {

  private static final int DRAWN = 20_000;

  private static Map<String, Long> drawn(TaskMix mix) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, DRAWN)
        .mapToObj(i -> mix.pick(random).name())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void drillsTakeTheirShare() {
    Map<String, Long> drawn = drawn(TaskMix.all(0.25));
    assertThat(drawn).hasSize(Tasks.all().size());
    assertThat(drawn.get("repeat") / (double) DRAWN).isCloseTo(0.25, within(0.01));
    assertThat(drawn.get("lists") / (double) DRAWN).isCloseTo(0.75 * 0.17, within(0.01));
  }

  @Test
  void onlyWhatIsNamedIsDrawn() {
    assertThat(drawn(TaskMix.of(List.of("code", "tables"), 0))).containsOnlyKeys("code", "tables");
    assertThat(drawn(TaskMix.of(List.of("repeat"), 0))).containsOnlyKeys("repeat");
    assertThat(drawn(TaskMix.all(0))).doesNotContainKey("repeat").hasSize(7);
  }

  @Test
  void refusesUnknownNamesAndShares() {
    assertThatThrownBy(() -> TaskMix.of(List.of("chess"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got chess");
    assertThatThrownBy(() -> TaskMix.all(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("repeatShare must be at least 0 and below 1, got 1.0");
  }
}
