package io.flinkdomino.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

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

  static final List<Golden> MODELS =
      List.of(Golden.TINY, Golden.PARITY.get(0), Golden.PARITY.get(1), Golden.PARITY.get(2));

  @ParameterizedTest
  @FieldSource("MODELS")
  void tokensAreAFunctionOfPromptParametersAndSeed(Golden golden) {
    int requests = REQUESTS / MODELS.size();
    try (LawModels models = new LawModels(golden)) {
      double deviation = models.scoreDeviation();
      RandomRequests source = models.requests(requests);
      Random random = new Random(requests);
      List<Difference> differences = new ArrayList<>();
      for (int done = 0; done < requests; done += GROUP) {
        List<EncodedPrompt> group = source.next(GROUP);
        Map<String, GenerationResult> expected = models.decode(group, LawVariant.PLAIN);
        LawVariant variant = LawVariant.random(random);
        Map<String, GenerationResult> found = models.decode(group, variant);
        for (EncodedPrompt prompt : group) {
          String id = prompt.request().id();
          Difference.between(expected.get(id), found.get(id), variant).ifPresent(differences::add);
        }
      }
      differences.forEach(difference -> System.out.println(golden.name() + ": " + difference));
      System.out.println(golden.name() + ": scores deviate by " + deviation);
      assertThat(differences).allMatch(difference -> difference.isWithin(2 * deviation));
      assertThat(differences.size()).isLessThanOrEqualTo((int) (requests * MOST_DIFFERENT));
    }
  }
}
