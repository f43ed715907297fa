package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.draft.Drafters;
import io.flinkdomino.runtime.emit.GenerationResult;
import io.flinkdomino.runtime.emit.TokenLogprobs;
import io.flinkdomino.runtime.engine.LawVariant.Policy;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.model.DraftChoice;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.model.ModelStore;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One target with drafters of every policy. */
final class LawModels implements AutoCloseable {

  private static final long KV_BYTES = 1L << 28;

  private final Golden golden;
  private final Map<Policy, ModelStore.Lease> leases = new EnumMap<>(Policy.class);

  LawModels(Golden golden) {
    this.golden = golden;
    DraftChoice block = new DraftChoice.Folder(golden.draft().orElseThrow());
    leases.put(Policy.TARGET_ONLY, golden.load(new DraftChoice.None()));
    leases.put(Policy.BLOCK, golden.load(block));
    leases.put(Policy.AUTOREGRESSIVE, golden.load(new DraftChoice.Folder(causalDrafter())));
    leases.put(Policy.PROMPT_LOOKUP, golden.load(new DraftChoice.PromptLookup()));
    leases.put(Policy.RANDOM, golden.load(block));
  }

  /** Another target of the same vocabulary where there is one, otherwise the target itself. */
  private Path causalDrafter() {
    Golden other = Golden.PARITY.get(Golden.PARITY.size() - 1);
    return golden.equals(Golden.TINY) ? golden.target() : other.target();
  }

  private int vocabulary() {
    return leases.get(Policy.TARGET_ONLY).models().target().spec().transformer().vocabSize();
  }

  /** Requests of all kinds with this model's prompts. */
  RandomRequests requests(long seed) {
    return new RandomRequests(
        seed, vocabulary(), golden.cases().stream().map(Golden.Case::prompt).toList());
  }

  /** Results by request id. */
  Map<String, GenerationResult> decode(List<EncodedPrompt> prompts, LawVariant variant) {
    List<EncodedPrompt> order = new ArrayList<>(prompts.stream().map(variant::asked).toList());
    Collections.shuffle(order, new Random(variant.seed()));
    try (DecodeEngine engine = engine(variant)) {
      return variant.oneByOne()
          ? Completions.oneByOne(engine, order)
          : Completions.of(engine, order);
    }
  }

  private DecodeEngine engine(LawVariant variant) {
    LoadedModels models = leases.get(variant.policy()).models();
    int most = models.specs().maxDraftTokens();
    VerifiedLength verified = most == 0 ? VerifiedLength.ALL : variant.setting(most);
    EngineSettings settings =
        new EngineSettings(variant.maxBatch(), KV_BYTES, 0, verified, variant.prefillTokens(), 1);
    DrafterFactory drafters =
        variant.policy() == Policy.RANDOM
            ? (scope, loaded, state, capacity, length) ->
                new RandomDrafter(variant.seed(), vocabulary(), length)
            : Drafters::open;
    return new DecodeEngine(
        models,
        settings,
        variant.clock(),
        System::currentTimeMillis,
        drafters,
        variant.preemption());
  }

  /** The largest difference of a log probability between one sequence alone and a full batch. */
  double scoreDeviation() {
    List<EncodedPrompt> prompts =
        golden.cases().stream().limit(12).map(LawModels::withLogprobs).toList();
    Map<String, GenerationResult> alone = decode(prompts, LawVariant.PLAIN);
    double most = 0;
    for (Policy policy : List.of(Policy.TARGET_ONLY, Policy.BLOCK, Policy.AUTOREGRESSIVE)) {
      Map<String, GenerationResult> together =
          decode(prompts, new LawVariant(policy, 16, 12, 64, true, 0, true, 1));
      for (EncodedPrompt prompt : prompts) {
        String id = prompt.request().id();
        most = Math.max(most, deviation(alone.get(id).logprobs(), together.get(id).logprobs()));
      }
    }
    return most;
  }

  private static double deviation(List<TokenLogprobs> left, List<TokenLogprobs> right) {
    double most = 0;
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (left.get(i).emitted().tokenId() != right.get(i).emitted().tokenId()) {
        return most;
      }
      for (int rank = 0; rank < left.get(i).top().size(); rank++) {
        double one = left.get(i).top().get(rank).logprob();
        double other = right.get(i).top().get(rank).logprob();
        most = Math.max(most, Math.abs(one - other));
      }
    }
    return most;
  }

  private static EncodedPrompt withLogprobs(Golden.Case example) {
    GenerationRequest request = example.request().request();
    GenerationParameters parameters = request.parameters().withLogprobs(20);
    return new EncodedPrompt(
        new GenerationRequest(request.id(), request.prompt(), parameters), example.prompt());
  }

  @Override
  public void close() {
    leases.values().forEach(ModelStore.Lease::close);
  }
}
