package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.util.List;
import java.util.Map;

/** Prompts in flight for those to whom only a part of them matters. */
final class InFlight {

  private static final InputRecord SOURCE = new InputRecord("p", 0, 0, 0, null, null, List.of());

  private InFlight() {}

  static InFlightRequest of(EncodedPrompt prompt) {
    return new InFlightRequest(HeldPrompt.first(SOURCE, "model"), prompt, Map.of(), 0);
  }

  static InFlightRequest of(InputRecord source, Map<String, String> metadata) {
    return new InFlightRequest(
        HeldPrompt.first(source, "model"), Tiny.prompt("q-1", 1), metadata, 0);
  }

  /** One that failed so often in a row. */
  static InFlightRequest failed(int fruitless) {
    return new InFlightRequest(
        new HeldPrompt(SOURCE, fruitless + 1, fruitless, "model", List.of()),
        Tiny.prompt("failed", 1),
        Map.of(),
        0);
  }
}
