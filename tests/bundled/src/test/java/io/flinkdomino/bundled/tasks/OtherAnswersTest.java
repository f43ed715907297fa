package io.flinkdomino.bundled.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Right answers are right in other words than the generator's, where these are free. */
class OtherAnswersTest {

  private static boolean accepts(String task, String question, String answer) {
    return Tasks.named(task).accepts(question, answer);
  }

  private static boolean acceptsSum(String... steps) {
    return accepts(
        "arithmetic",
        "Ava has 24 apples and buys 13 more. How many apples does Ava have now?",
        "Ava has 24 apples.\nAva buys 13 more, so we add.\n%s\nThe answer is 37 apples."
            .formatted(String.join("\n", steps)));
  }

  @Test
  void sumIsCutIntoAnyTrueSteps() {
    assertThat(acceptsSum("24 + 10 = 34", "34 + 3 = 37")).isTrue();
    assertThat(acceptsSum("24 + 3 = 27", "27 + 10 = 37")).isTrue();
    assertThat(acceptsSum("24 + 13 = 37")).isTrue();
  }

  @Test
  void sumMustBeWorkedOutFromTheQuestionsNumbers() {
    assertThat(acceptsSum("24 + 13 = 36")).isFalse();
    assertThat(acceptsSum("30 + 7 = 37")).isFalse();
    assertThat(acceptsSum("24 + 10 = 34")).isFalse();
    assertThat(acceptsSum("24 + 10 = 34", "33 + 4 = 37")).isFalse();
    assertThat(acceptsSum("24 + 14 = 38", "38 - 1 = 37")).isFalse();
  }

  @Test
  void fieldsOfAnObjectMayChangePlaces() {
    String question = "Extract JSON: Ava, aged 34, lives in Rome and likes maps.";
    assertThat(
            accepts(
                "extraction",
                question,
                "{\"age\":34,\"name\":\"Ava\",\n\"likes\":\"maps\",\"city\":\"Rome\"}"))
        .isTrue();
    assertThat(
            accepts(
                "extraction",
                question,
                "{\"age\":\"34\",\"name\":\"Ava\",\"likes\":\"maps\",\"city\":\"Rome\"}"))
        .as("a number is no text")
        .isFalse();
  }

  @Test
  void markdownTableMayHaveLongerRules() {
    assertThat(
            accepts(
                "tables",
                "Make a Markdown table with name, age, city: Ava, 34, Rome; Ben, 28, Lima",
                "|name|age|city|\n|-----|---|------|\n|Ava|34|Rome|\n|Ben|28|Lima|"))
        .isTrue();
  }

  @Test
  void codeMayStandOnOneLine() {
    assertThat(
            accepts(
                "code",
                "Write a Java record Order with the fields name, count.",
                "public record Order(String name, int count) {}"))
        .isTrue();
    assertThat(
            accepts(
                "code",
                "Write a Java class Order with getters for count.",
                "public class Order { private int count; public int getCount() { return count; } }"))
        .isTrue();
  }

  @Test
  void codeMustUseTheFieldsOwnTypes() {
    assertThat(
            accepts(
                "code",
                "Write a Java record Order with the fields name, count.",
                "public record Order(String name, String count) {}"))
        .isFalse();
  }
}
