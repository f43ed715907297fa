package io.flinkdomino.runtime.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StopRulesTest {

  private static final int EOS = 2;
  private static final int STOP = 7;
  private static final int MUCH_ROOM = 1_000;

  private static StopRules rules(int maxTokens, boolean ignoreEos, int room) {
    return StopRules.of(
        GenerationParameters.of(
            new StopConditions(maxTokens, 0, List.of(), Set.of(STOP), ignoreEos),
            SamplingParameters.GREEDY,
            0),
        Set.of(EOS),
        room);
  }

  @Test
  void stopTokensOfRequestAndModelStop() {
    StopRules rules = rules(10, false, MUCH_ROOM);

    assertThat(rules.after(STOP, 1)).contains(FinishReason.STOP);
    assertThat(rules.after(EOS, 1)).contains(FinishReason.STOP);
    assertThat(rules.after(5, 1)).isEmpty();
  }

  @Test
  void ignoringEosLeavesTheRequestsOwnStopTokens() {
    StopRules rules = rules(10, true, MUCH_ROOM);

    assertThat(rules.after(EOS, 1)).isEmpty();
    assertThat(rules.after(STOP, 1)).contains(FinishReason.STOP);
  }

  @Test
  void lengthEndsWithTheTokenThatReachesIt() {
    StopRules rules = rules(10, false, MUCH_ROOM);

    assertThat(rules.after(5, 9)).isEmpty();
    assertThat(rules.after(5, 10)).contains(FinishReason.LENGTH);
  }

  @Test
  void stopTokenAtTheLengthIsAStop() {
    assertThat(rules(10, false, MUCH_ROOM).after(STOP, 10)).contains(FinishReason.STOP);
  }

  @Test
  void stopTokensDoNotCountBeforeTheLeastNumberOfTokens() {
    StopRules rules = new StopRules(Set.of(STOP, EOS), List.of(), 3, 10);

    assertThat(rules.after(STOP, 2)).isEmpty();
    assertThat(rules.after(EOS, 2)).isEmpty();
    assertThat(rules.after(STOP, 3)).contains(FinishReason.STOP);
    assertThat(rules.after(EOS, 4)).contains(FinishReason.STOP);
  }

  @Test
  void lengthCountsBeforeTheLeastNumberOfTokens() {
    StopRules rules = new StopRules(Set.of(STOP), List.of(), 3, 2);

    assertThat(rules.after(STOP, 2)).contains(FinishReason.LENGTH);
  }

  @Test
  void requestTellsLeastNumberOfTokensAndStopTexts() {
    StopConditions stop = new StopConditions(10, 4, List.of("end", "\n"), Set.of(), false);

    StopRules rules =
        StopRules.of(
            GenerationParameters.of(stop, SamplingParameters.GREEDY, 0), Set.of(EOS), MUCH_ROOM);

    assertThat(rules).isEqualTo(new StopRules(Set.of(EOS), List.of("end", "\n"), 4, 10));
  }

  @Test
  void lengthIsCutToTheRoomThatTheContextLeaves() {
    assertThat(rules(10, false, 4).maxTokens()).isEqualTo(4);
    assertThat(rules(10, false, 40).maxTokens()).isEqualTo(10);
  }
}
