package io.flinkdomino.bench.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.prompt.StopConditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The prompts that are decoded, in the same order by every variant.
 *
 * @param tokenIds each prompt's ids in the target's vocabulary
 */
public record Prompts(List<List<Integer>> tokenIds) {

  /** Not a divisor of sixty, so that few requests are as mixed as many. */
  private static final int STRIDE = 7;

  public Prompts {
    tokenIds = List.copyOf(tokenIds);
  }

  /** The sixty prompts of the golden cases of the bundled models. */
  public static Prompts golden() {
    Path file = Repository.root().resolve("tests/golden/tiny/expected.json");
    try {
      JsonNode cases = new ObjectMapper().readTree(file.toFile()).get("cases");
      return new Prompts(
          StreamSupport.stream(cases.spliterator(), false).map(c -> ids(c.get("prompt"))).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + " failed", e);
    }
  }

  private static List<Integer> ids(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  /**
   * So many greedy requests, of all prompts if there are as many. Each decodes exactly {@code
   * tokens} tokens, end of sequence or not, so every variant does the same work.
   */
  public List<EncodedPrompt> requests(int count, int tokens) {
    return IntStream.range(0, count).mapToObj(i -> request(i, tokens)).toList();
  }

  /**
   * So many requests that end by themselves, at the end of sequence, or else after {@code most}
   * tokens. Greedy ones are the same work for every variant, because their tokens are.
   *
   * @param temperature at which tokens are drawn, with the request's number as seed; 0 for greedy
   */
  public List<EncodedPrompt> endingThemselves(int count, int most, double temperature) {
    SamplingParameters sampling = SamplingParameters.temperature(temperature);
    return IntStream.range(0, count)
        .mapToObj(i -> request(i, GenerationParameters.of(StopConditions.after(most), sampling, i)))
        .toList();
  }

  /** One request of exactly {@code tokens} tokens; its number chooses the prompt. */
  public EncodedPrompt request(int number, int tokens) {
    return request(
        number,
        GenerationParameters.of(
            new StopConditions(tokens, 0, List.of(), Set.of(), true),
            SamplingParameters.GREEDY,
            0));
  }

  private EncodedPrompt request(int number, GenerationParameters parameters) {
    List<Integer> ids = tokenIds.get(number * STRIDE % tokenIds.size());
    return new EncodedPrompt(
        new GenerationRequest("request-" + number, new PromptInput.TokenIds(ids), parameters),
        ids.stream().mapToInt(Integer::intValue).toArray());
  }
}
