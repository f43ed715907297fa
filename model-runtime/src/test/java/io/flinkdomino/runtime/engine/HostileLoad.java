package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.emit.GenerationOutcome;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import io.flinkdomino.runtime.prompt.PromptInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Requests that come at random and get in each other's way: priorities that preempt, deadlines that
 * pass in mid-decoding, several completions, cancellation of whoever runs or waits. A millisecond
 * passes a step.
 */
final class HostileLoad {

  private static final int MAX_TOKENS = 40;
  private static final int FIRST_TOKEN = 10;
  private static final int TOKENS = 200;

  private final Random random;
  private final DecodeEngine engine;
  private final AtomicLong epochMillis;
  private final Map<String, GenerationRequest> underWay = new HashMap<>();
  private final Map<String, GenerationOutcome> outcomes = new HashMap<>();
  private final Set<String> cancelled = new HashSet<>();

  /**
   * Starts without requests.
   *
   * @param epochMillis the engine's clock
   */
  HostileLoad(long seed, DecodeEngine engine, AtomicLong epochMillis) {
    this.random = new Random(seed);
    this.engine = engine;
    this.epochMillis = epochMillis;
  }

  /** Greedy prompts of made-up tokens, always the same for a length, named after it. */
  static List<EncodedPrompt> promptsOfLengths(int... lengths) {
    return IntStream.of(lengths).mapToObj(HostileLoad::promptOfLength).toList();
  }

  private static EncodedPrompt promptOfLength(int length) {
    Random random = new Random(length);
    int[] ids = random.ints(length, FIRST_TOKEN, FIRST_TOKEN + TOKENS).toArray();
    List<Integer> boxed = IntStream.of(ids).boxed().toList();
    return new EncodedPrompt(
        new GenerationRequest(
            "prompt of " + length,
            new PromptInput.TokenIds(boxed),
            GenerationParameters.greedy(MAX_TOKENS)),
        ids);
  }

  /** Runs all prompts to their ends, so many times over. */
  void run(List<EncodedPrompt> prompts, int rounds) {
    List<EncodedPrompt> requests = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (EncodedPrompt prompt : prompts) {
        requests.add(disturbed(prompt, round));
      }
    }
    Iterator<EncodedPrompt> next = requests.iterator();
    while (next.hasNext() || engine.hasWork()) {
      int coming = random.nextInt(6) == 0 ? random.nextInt(5) : 0;
      for (; coming > 0 && next.hasNext(); coming--) {
        submit(next.next());
      }
      if (random.nextInt(5) == 0) {
        cancelSomeone();
      }
      epochMillis.incrementAndGet();
      engine.step().forEach(this::ended);
    }
  }

  private EncodedPrompt disturbed(EncodedPrompt prompt, int round) {
    GenerationRequest plain = prompt.request();
    int priority = random.nextInt(6) == 0 ? -1 : random.nextInt(2); // few are urgent
    int completions = random.nextInt(4) == 0 ? 3 : 1;
    return new EncodedPrompt(
        new GenerationRequest(
            plain.id() + ", round " + round,
            plain.prompt(),
            plain.parameters().withN(completions).scheduled(priority, OptionalLong.empty())),
        prompt.tokenIds());
  }

  private void submit(EncodedPrompt prompt) {
    GenerationRequest request = prompt.request();
    if (random.nextInt(4) == 0) {
      OptionalLong deadline = OptionalLong.of(epochMillis.get() + random.nextInt(60));
      GenerationParameters parameters =
          request.parameters().scheduled(request.parameters().priority(), deadline);
      request = new GenerationRequest(request.id(), request.prompt(), parameters);
    }
    engine.submit(new EncodedPrompt(request, prompt.tokenIds()));
    underWay.put(request.id(), request);
  }

  private void cancelSomeone() {
    List<GenerationRequest> all = List.copyOf(underWay.values());
    if (!all.isEmpty()) {
      GenerationRequest request = all.get(random.nextInt(all.size()));
      if (!engine.cancel(request)) {
        throw new AssertionError(request.id() + " must be under way");
      }
      underWay.remove(request.id());
      cancelled.add(request.id());
    }
  }

  private void ended(GenerationOutcome outcome) {
    String id = outcome.request().id();
    if (!outcome.request().equals(underWay.remove(id))) {
      throw new AssertionError(id + " must be under way, and end once");
    }
    outcomes.put(id, outcome);
  }

  /** What was reported, by request id. */
  Map<String, GenerationOutcome> outcomes() {
    return outcomes;
  }

  /** Ids of what was cancelled. */
  Set<String> cancelled() {
    return cancelled;
  }
}
