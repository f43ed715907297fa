package io.flinkdomino.bundled.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TasksTest {

  private static final int EXAMPLES = 2_000;

  static List<String> names() {
    return Tasks.all().stream().map(Task::name).toList();
  }

  static Stream<Arguments> corruptions() {
    return names().stream()
        .flatMap(name -> Stream.of(Corruption.values()).map(how -> Arguments.of(name, how)));
  }

  private static Stream<TaskExample> examples(String name, int count) {
    Task task = Tasks.named(name);
    return IntStream.range(0, count).mapToObj(i -> task.example(new SplittableRandom(i)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void acceptsOwnAnswers(String name) {
    Task task = Tasks.named(name);
    List<TaskExample> refused =
        examples(name, EXAMPLES)
            .filter(example -> !task.accepts(example.question(), example.answer()))
            .toList();
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesNothingAndNonsense(String name) {
    Task task = Tasks.named(name);
    examples(name, 100)
        .forEach(
            example -> {
              assertThat(task.accepts(example.question(), "")).isFalse();
              assertThat(task.accepts(example.question(), "no idea\n{")).isFalse();
              assertThat(task.accepts(example.question(), example.question())).isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void refusesBrokenAnswers(String name, Corruption how) {
    Task task = Tasks.named(name);
    SplittableRandom random = new SplittableRandom(7);
    int broken = 0;
    int refused = 0;
    for (TaskExample example : examples(name, EXAMPLES).toList()) {
      Optional<String> answer = how.of(example.answer(), random);
      if (answer.isPresent()) {
        broken++;
        refused += task.accepts(example.question(), answer.get()) ? 0 : 1;
      }
    }
    assertThat(refused).as("refused of %d", broken).isEqualTo(broken);
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasThousandsOfQuestions(String name) {
    Set<String> questions = new HashSet<>();
    examples(name, 20_000).forEach(example -> questions.add(example.question()));
    assertThat(questions).hasSizeGreaterThan(7_000);
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesToJudgeWhatItDoesNotAsk(String name) {
    assertThatThrownBy(() -> Tasks.named(name).accepts("Who are you?", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task " + name + " does not ask such a question");
  }

  @ParameterizedTest
  @MethodSource("names")
  void exampleFollowsFromTheRandomNumbers(String name) {
    assertThat(examples(name, 50).toList()).isEqualTo(examples(name, 50).toList());
  }
}
