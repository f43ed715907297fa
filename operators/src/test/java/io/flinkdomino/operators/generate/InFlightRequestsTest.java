package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {

  @Test
  void hasRoomUpToTheCount() {
    InFlightRequests requests = new InFlightRequests(2, 1_000, 100);
    GenerationRequest first = request("a");
    requests.add(inFlight(first, 0, new byte[1]));
    assertThat(requests.hasRoom()).isTrue();

    requests.add(inFlight(request("b"), 1, new byte[1]));
    assertThat(requests.hasRoom()).isFalse();

    requests.remove(first);
    assertThat(requests.hasRoom()).isTrue();
  }

  @Test
  void hasRoomUpToTheBytes() {
    InFlightRequests requests = new InFlightRequests(100, 50, 100);
    GenerationRequest first = request("a");
    requests.add(inFlight(first, 0, new byte[9]));
    assertThat(requests.hasRoom()).isTrue();

    requests.add(inFlight(request("b"), 1, new byte[1]));
    assertThat(requests.hasRoom()).isFalse();

    requests.remove(first);
    assertThat(requests.hasRoom()).isTrue();
  }

  @Test
  void promptBeyondTheByteBoundFitsAlone() {
    InFlightRequests requests = new InFlightRequests(100, 50, 100);
    assertThat(requests.hasRoom()).isTrue();

    GenerationRequest huge = request("huge");
    requests.add(inFlight(huge, 0, new byte[1_000]));
    assertThat(requests.hasRoom()).isFalse();

    requests.remove(huge);
    assertThat(requests.hasRoom()).isTrue();
    assertThat(requests.isEmpty()).isTrue();
  }

  @Test
  void samePromptTwiceIsTwoRequests() {
    InFlightRequests requests = new InFlightRequests(10, 1_000, 100);
    GenerationRequest one = request("same");
    GenerationRequest other = request("same");
    assertThat(one).isEqualTo(other);
    requests.add(inFlight(one, 0, null));
    requests.add(inFlight(other, 1, null));

    assertThat(requests.size()).isEqualTo(2);
    assertThat(requests.remove(other).arrival()).isEqualTo(1);
    assertThat(requests.remove(one).arrival()).isZero();
  }

  @Test
  void allAreInOrderOfArrival() {
    InFlightRequests requests = new InFlightRequests(100, 2_000, 100);
    for (int i = 0; i < 50; i++) {
      requests.add(inFlight(request("r" + i), i, null));
    }

    assertThat(requests.oldestArrival()).hasValue(0);
    assertThat(requests.removeAll())
        .extracting(InFlightRequest::arrival)
        .isSorted()
        .hasSize(50)
        .startsWith(0L);
    assertThat(requests.isEmpty()).isTrue();
    assertThat(requests.hasRoom()).isTrue();
    assertThat(requests.oldestArrival()).isEmpty();
  }

  @Test
  void requestThatIsNotThereIsABug() {
    InFlightRequests requests = new InFlightRequests(10, 1_000, 100);

    assertThatThrownBy(() -> requests.remove(request("gone")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("request gone is not in flight");
  }

  private static GenerationRequest request(String id) {
    return new GenerationRequest(id, new PromptInput.Text("x"), GenerationParameters.greedy(4));
  }

  private static InFlightRequest inFlight(
      GenerationRequest request, long arrival, byte @Nullable [] value) {
    InputRecord source = new InputRecord("prompts", 0, arrival, 0, null, value, List.of());
    return new InFlightRequest(
        HeldPrompt.first(source, "model"),
        new EncodedPrompt(request, new int[] {1}),
        Map.of(),
        arrival);
  }
}
