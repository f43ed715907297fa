package io.flinkdomino.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.prompt.EncodedPrompt;
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

  private static String text(int[] ids) {
    return Arrays.toString(ids);
  }
}
