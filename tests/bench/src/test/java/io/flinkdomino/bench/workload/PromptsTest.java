package io.flinkdomino.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptsTest {

  private static final Prompts GOLDEN = Prompts.golden();

  @Test
  void sixtyRequestsAreSixtyPrompts() {
    List<String> prompts =
        GOLDEN.requests(60, 8).stream().map(request -> text(request.tokenIds())).toList();

    assertThat(prompts)
        .containsExactlyInAnyOrderElementsOf(
            GOLDEN.tokenIds().stream().map(List::toString).toList());
  }

  @Test
  void everyRequestDecodesExactlyAsManyTokensAsAsked() {
    for (EncodedPrompt request : GOLDEN.requests(3, 8)) {
      assertThat(request.request().parameters().stop().maxTokens()).isEqualTo(8);
      assertThat(request.request().parameters().stop().ignoreEos()).isTrue();
    }
  }

  @Test
  void requestsThatEndThemselvesRespectTheEndOfSequence() {
    for (EncodedPrompt request : GOLDEN.endingThemselves(3, 8, 0)) {
      assertThat(request.request().parameters().stop()).isEqualTo(StopConditions.after(8));
      assertThat(request.request().parameters().sampling().isGreedy()).isTrue();
    }
  }

  @Test
  void aDrawnRequestHasItsNumberAsSeed() {
    List<EncodedPrompt> requests = GOLDEN.endingThemselves(3, 8, 1);

    assertThat(requests)
        .extracting(r -> r.request().parameters().seed())
        .containsExactly(0L, 1L, 2L);
    assertThat(requests).allMatch(r -> r.request().parameters().sampling().temperature() == 1);
    assertThat(requests).allMatch(r -> r.request().parameters().n() == 1);
  }

  private static String text(int[] ids) {
    return Arrays.toString(ids);
  }
}
