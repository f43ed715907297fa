package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.sampling.DrawReport;
import io.flinkdomino.runtime.sampling.DrawnToken;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateSizeTest {

  private static final int FIXED = 300;
  private static final InputRecord SOURCE =
      new InputRecord("p", 0, 0, 0, null, new byte[50], List.of());

  private static EncodedPrompt prompt(GenerationParameters parameters) {
    PromptInput input = new PromptInput.TokenIds(List.of(1));
    return new EncodedPrompt(new GenerationRequest("id", input, parameters), new int[] {1});
  }

  private static long bytes(GenerationParameters parameters, DrawnToken token, int tokens)
      throws IOException {
    GenerationProgress whole = GenerationProgress.of(Collections.nCopies(tokens, token));
    List<GenerationProgress> all = Collections.nCopies(parameters.n(), whole);
    return HeldPromptCodec.write(new HeldPrompt(SOURCE, 1, 0, "m", all)).length;
  }

  @Test
  void boundsWhatACheckpointHoldsInTheEnd() throws IOException {
    GenerationParameters plain = GenerationParameters.greedy(400).withN(3);
    assertThat(bytes(plain, DrawnToken.of(7), 400))
        .isLessThanOrEqualTo(StateSize.of(SOURCE, prompt(plain), 1_000) + FIXED);
  }

  @Test
  void countsReports() throws IOException {
    GenerationParameters reported = GenerationParameters.greedy(400).withLogprobs(2);
    DrawReport report =
        new DrawReport(
            1, new TokenLogprob(7, -1), List.of(new TokenLogprob(8, -2), new TokenLogprob(9, -3)));

    assertThat(bytes(reported, new DrawnToken(7, Optional.of(report)), 400))
        .isLessThanOrEqualTo(StateSize.of(SOURCE, prompt(reported), 1_000) + FIXED);
  }

  @Test
  void lengthThatNoContextHoldsIsCut() {
    GenerationParameters endless = GenerationParameters.greedy(Integer.MAX_VALUE).withN(128);

    assertThat(StateSize.of(SOURCE, prompt(endless), 1_001)).isEqualTo(50 + 128 * 1_000 * 5);
  }
}
