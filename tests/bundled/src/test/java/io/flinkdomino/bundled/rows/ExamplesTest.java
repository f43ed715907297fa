package io.flinkdomino.bundled.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.bundled.tasks.TaskExample;
import io.flinkdomino.bundled.tasks.TaskMix;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final int COUNT = 5_000;

  private static Examples examples(Split split, long seed) {
    return new Examples(TaskMix.all(0.1), split, seed);
  }

  private static Set<String> questions(Split split, long seed) {
    Examples examples = examples(split, seed);
    return IntStream.range(0, COUNT)
        .mapToObj(index -> examples.get(index).question())
        .collect(Collectors.toSet());
  }

  @Test
  void exampleDoesNotDependOnWhatWasMadeBefore() {
    List<TaskExample> inOrder =
        IntStream.range(0, 100).mapToObj(examples(Split.TRAIN, 3)::get).toList();
    Examples others = examples(Split.TRAIN, 3);
    for (int index = 99; index >= 0; index--) {
      assertThat(others.get(index)).isEqualTo(inOrder.get(index));
    }
  }

  @Test
  void seedsAndNumbersGiveOtherExamples() {
    assertThat(examples(Split.TRAIN, 3).get(5)).isNotEqualTo(examples(Split.TRAIN, 4).get(5));
    assertThat(examples(Split.TRAIN, 3).get(5)).isNotEqualTo(examples(Split.TRAIN, 3).get(6));
  }

  @Test
  void heldOutQuestionsAreNeverTrainedOn() {
    assertThat(questions(Split.TRAIN, 1)).doesNotContainAnyElementsOf(questions(Split.HELD_OUT, 2));
  }

  @Test
  void questionsOfASplitAreOfThatSplit() {
    assertThat(questions(Split.TRAIN, 1)).allMatch(question -> Split.of(question) == Split.TRAIN);
    assertThat(questions(Split.HELD_OUT, 1))
        .allMatch(question -> Split.of(question) == Split.HELD_OUT);
  }
}
