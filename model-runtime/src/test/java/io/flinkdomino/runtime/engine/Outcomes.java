package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What became of golden prompts. */
final class Outcomes {

  private Outcomes() {}

  /** A golden prompt with other parameters. */
  static EncodedPrompt prompt(Golden.Case golden, UnaryOperator<GenerationParameters> change) {
    GenerationRequest request = golden.request().request();
    return new EncodedPrompt(
        new GenerationRequest(request.id(), request.prompt(), change.apply(request.parameters())),
        golden.prompt());
  }

  /** Steps until the engine has nothing left to do. */
  static List<GenerationOutcome> drain(DecodeEngine engine) {
    List<GenerationOutcome> outcomes = new ArrayList<>();
    while (engine.hasWork()) {
      outcomes.addAll(engine.step());
    }
    return outcomes;
  }

  /** The results of a request that must have been completed. */
  static List<GenerationResult> results(GenerationOutcome outcome) {
    return ((GenerationOutcome.Completed) outcome).results();
  }

  /** Each of the cases was answered once, with as many greedy completions as it asked for. */
  static void assertGreedy(List<GenerationOutcome> outcomes, List<Golden.Case> cases) {
    Map<String, Golden.Case> byName =
        cases.stream().collect(Collectors.toMap(Golden.Case::name, Function.identity()));
    assertThat(outcomes.stream().map(outcome -> outcome.request().id()))
        .containsExactlyInAnyOrderElementsOf(byName.keySet());
    for (GenerationOutcome outcome : outcomes) {
      Golden.Case golden = byName.get(outcome.request().id());
      assertThat(results(outcome)).hasSize(outcome.request().parameters().n());
      for (GenerationResult result : results(outcome)) {
        assertThat(result.tokenIds()).as(golden.name()).isEqualTo(golden.greedy());
        assertThat(result.promptTokens()).isEqualTo(golden.prompt().length);
      }
    }
  }
}
