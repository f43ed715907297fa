package io.flinkdomino.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionQueueTest {

  private static Sequence waiting() {
    GenerationRequest request =
        new GenerationRequest(
            "request", new PromptInput.TokenIds(List.of(1)), GenerationParameters.greedy(1));
    Emitter emitter = new Emitter(new StopRules(Set.of(), 1), Optional.empty());
    return new Sequence(new EncodedPrompt(request, new int[] {1}), emitter, 0, 0);
  }

  @Test
  void longestWaitingIsNext() {
    AdmissionQueue queue = new AdmissionQueue();
    Sequence first = waiting();
    Sequence second = waiting();
    queue.add(first);
    queue.add(second);

    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.next()).isSameAs(first);
    assertThat(queue.next()).isSameAs(second);
    assertThat(queue.size()).isZero();
  }
}
