package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Requests of all kinds: every parameter off, at an end of its range, or somewhere within. */
final class RandomRequests {

  private final Random random;
  private final int vocabulary;
  private final List<int[]> prompts;
  private int made;

  /**
   * @param prompts what the requests' prompts are taken from
   */
  RandomRequests(long seed, int vocabulary, List<int[]> prompts) {
    this.random = new Random(seed);
    this.vocabulary = vocabulary;
    this.prompts = prompts;
  }

  List<EncodedPrompt> next(int count) {
    return IntStream.range(0, count).mapToObj(i -> next()).toList();
  }

  private EncodedPrompt next() {
    int[] prompt = prompt();
    List<Integer> ids = IntStream.of(prompt).boxed().toList();
    String id = "request " + made++;
    return new EncodedPrompt(
        new GenerationRequest(id, new PromptInput.TokenIds(ids), parameters()), prompt);
  }

  private int[] prompt() {
    int[] whole = prompts.get(random.nextInt(prompts.size()));
    return switch (random.nextInt(8)) {
      case 0 -> new int[] {whole[0]};
      case 1 -> random.ints(1 + random.nextInt(300), 0, vocabulary).toArray();
      default -> Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
    };
  }

  private GenerationParameters parameters() {
    int maxTokens = 1 + random.nextInt(40);
    StopConditions stop =
        new StopConditions(
            maxTokens,
            rarely() ? random.nextInt(maxTokens + 1) : 0,
            List.of(),
            rarely() ? Set.of(random.nextInt(vocabulary)) : Set.of(),
            random.nextBoolean());
    GenerationParameters parameters = GenerationParameters.of(stop, sampling(), random.nextLong());
    return rarely() ? parameters.withLogprobs(random.nextInt(21)) : parameters;
  }

  private SamplingParameters sampling() {
    Map<Integer, Double> bias = new HashMap<>();
    Set<Integer> banned = new HashSet<>();
    if (rarely()) {
      random.ints(4, 0, vocabulary).forEach(token -> bias.put(token, 4 * random.nextGaussian()));
    }
    if (rarely()) {
      random.ints(4, 0, vocabulary).forEach(banned::add);
    }
    return new SamplingParameters(
        oneOf(0.0, 0.0, 0.3, 0.8, 1.0, 1.0, 2.0),
        rarely() ? 1 + random.nextInt(vocabulary + 5) : 0,
        rarely() ? 0.05 + 0.95 * random.nextDouble() : 1,
        rarely() ? random.nextDouble() : 0,
        rarely() ? 0.7 + random.nextDouble() : 1,
        rarely() ? random.nextDouble(-2, 2) : 0,
        rarely() ? random.nextDouble(-2, 2) : 0,
        bias,
        banned);
  }

  private boolean rarely() {
    return random.nextInt(3) == 0;
  }

  private double oneOf(Double... values) {
    return values[random.nextInt(values.length)];
  }
}
