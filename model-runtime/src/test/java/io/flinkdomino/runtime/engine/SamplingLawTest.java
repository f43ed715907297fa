package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A completion is a function of prompt, parameters and seed: the same tokens whatever the drafter,
 * the batch, the order of arrival, the chunks of prefill and preemptions; or first different at a
 * token whose margin is below twice the largest deviation of scores between batch shapes on this
 * device.
 *
 * <p>{@code -Dflinkdomino.law.requests=2000} makes the long run.
 */
class SamplingLawTest {

  private static final int REQUESTS = Integer.getInteger("flinkdomino.law.requests", 200);
  private static final int GROUP = 10;
  private static final double MOST_DIFFERENT = 0.001;

  private static final List<Golden> MODELS =
      List.of(Golden.TINY, Golden.PARITY.get(0), Golden.PARITY.get(1), Golden.PARITY.get(2));

  @Test
  void tokensAreAFunctionOfPromptParametersAndSeed() {
    List<Difference> differences = new ArrayList<>();
    for (int model = 0; model < MODELS.size(); model++) {
      differences.addAll(differences(MODELS.get(model), model, REQUESTS / MODELS.size()));
    }
    assertThat(differences).allMatch(Difference::isTie);
    assertThat(differences.size()).isLessThanOrEqualTo((int) (REQUESTS * MOST_DIFFERENT));
  }

  /** Decodes each group of requests plainly and in another way; every policy has its turn. */
  private static List<Difference> differences(Golden golden, int model, int requests) {
    List<Difference> differences = new ArrayList<>();
    try (LawModels models = new LawModels(golden)) {
      double deviation = models.scoreDeviation();
      RandomRequests source = models.requests(model);
      Random random = new Random(model);
      for (int turn = 0; turn < requests / GROUP; turn++) {
        List<EncodedPrompt> group = source.next(GROUP);
        Map<String, GenerationResult> expected = models.decode(group, LawVariant.PLAIN);
        LawVariant variant = LawVariant.random(turn, random);
        Map<String, GenerationResult> found = models.decode(group, variant);
        for (EncodedPrompt prompt : group) {
          String id = prompt.request().id();
          Difference.between(expected.get(id), found.get(id), variant, 2 * deviation)
              .ifPresent(differences::add);
        }
      }
      differences.forEach(difference -> System.out.println(golden.name() + ": " + difference));
      System.out.printf(
          "%s: %d requests, scores deviate by %.1e%n", golden.name(), requests, deviation);
    }
    return differences;
  }
}
