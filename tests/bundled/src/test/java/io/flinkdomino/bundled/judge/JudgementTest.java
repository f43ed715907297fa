package io.flinkdomino.bundled.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.bundled.rows.Message;
import io.flinkdomino.bundled.rows.Prompt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementTest {

  private static final List<Prompt> PROMPTS =
      List.of(
          prompt("lists-0", "Write as a JSON list: cups, maps"),
          prompt("lists-1", "Number the items: cups, maps"),
          prompt("counting-2", "Count from 1 to 3 in steps of 1."));

  private static Prompt prompt(String id, String question) {
    String task = id.substring(0, id.indexOf('-'));
    return new Prompt(id, List.of(new Message("user", question)), 200, Map.of("task", task));
  }

  private static Completion completion(String id, @Nullable String text) {
    return new Completion(id, text, new Completion.Usage(10), new Completion.Acceptance(4, 10));
  }

  @Test
  void countsRightAnswersByTask() {
    Judgement judgement =
        Judgement.of(
            PROMPTS,
            List.of(
                completion("counting-2", "1, 2, 3"),
                completion("lists-1", "1. cups\n2. cups"),
                completion("lists-0", "[\"cups\", \"maps\"]")));
    assertThat(judgement.table())
        .containsPattern("counting +1 +1 +100.0 +10.0 +3.50")
        .containsPattern("lists +1 +2 +50.0 +10.0 +3.50")
        .containsPattern("all +2 +3 +66.7 ");
    assertThat(judgement.reaches(0.5)).isTrue();
    assertThat(judgement.reaches(0.6)).isFalse();
    assertThat(judgement.wrong(5)).singleElement().asString().contains("lists-1", "2. cups");
  }

  @Test
  void promptWithoutAnswerIsAnsweredWrong() {
    Judgement judgement = Judgement.of(PROMPTS, List.of(completion("counting-2", null)));
    assertThat(judgement.table()).containsPattern("counting +0 +1 ").containsPattern("all +0 +3 ");
  }

  @Test
  void rowsWithoutCountsHaveNoAcceptance() {
    Completion bare = new Completion("counting-2", "1, 2, 3", null, null);
    assertThat(Judgement.of(PROMPTS, List.of(bare)).table())
        .containsPattern("counting +1 +1 +100.0 +- +-");
  }
}
