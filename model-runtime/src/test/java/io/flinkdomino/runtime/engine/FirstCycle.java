package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.admission.Place;
import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.BatchScheduler;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.batch.Sequence;
import io.flinkdomino.runtime.draft.DominoDrafter;
import io.flinkdomino.runtime.draft.DraftInspection;
import io.flinkdomino.runtime.draft.DraftPlan;
import io.flinkdomino.runtime.draft.Drafter;
import io.flinkdomino.runtime.draft.Drafters;
import io.flinkdomino.runtime.emit.Emitter;
import io.flinkdomino.runtime.emit.StopRules;
import io.flinkdomino.runtime.kvcache.DecodeState;
import io.flinkdomino.runtime.kvcache.KvCapacity;
import io.flinkdomino.runtime.model.LoadedModels;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.verify.PassOutcome;
import io.flinkdomino.runtime.verify.TargetPass;
import io.flinkdomino.runtime.verify.Verifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Verifier and drafter brought by hand to where the first decode cycle of some prompts starts, all
 * of them in one batch, so that a test sees the numbers behind the tokens.
 */
final class FirstCycle implements AutoCloseable {

  private final TensorScope scope;
  private final Verifier verifier;
  private final int vocabSize;
  private final Drafter drafter;
  private final BatchScheduler scheduler;
  private final List<Sequence> sequences;
  private final Map<Sequence, List<float[]>> features = new HashMap<>();

  private FirstCycle(
      LoadedModels models, List<EncodedPrompt> prompts, int longestPrompt, int prefillTokens) {
    TorchProgram.prepareThread(1);
    scope = TensorScope.open(models.target().device(), "first-cycle");
    int lookahead = models.specs().lookahead();
    KvCapacity capacity = new KvCapacity(prompts.size(), longestPrompt + 1 + lookahead);
    DecodeState state = DecodeState.allocate(scope, capacity.slots());
    vocabSize = models.target().spec().transformer().vocabSize();
    verifier =
        new Verifier(scope, models.target(), state, capacity, models.specs().featureLayers());
    drafter = Drafters.open(scope, models, state, capacity, models.specs().maxDraftTokens());
    scheduler = new BatchScheduler(capacity.slots(), prefillTokens, () -> 0);
    StopRules endless = new StopRules(Set.of(), Integer.MAX_VALUE);
    sequences =
        IntStream.range(0, prompts.size())
            .mapToObj(
                i ->
                    new Sequence(
                        prompts.get(i),
                        0,
                        new Place(0, i),
                        new Emitter(endless, Optional.empty()),
                        0,
                        0))
            .toList();
    sequences.forEach(scheduler::join);
  }

  /** Prefills the prompts, so many tokens a step; the first of them is not decoded meanwhile. */
  static FirstCycle of(LoadedModels models, List<EncodedPrompt> prompts, int prefillTokens) {
    int longest = prompts.stream().mapToInt(prompt -> prompt.tokenIds().length).max().orElseThrow();
    FirstCycle cycle = new FirstCycle(models, prompts, longest, prefillTokens);
    for (BatchPlan plan = cycle.scheduler.plan(); !plan.chunks().isEmpty(); ) {
      cycle.prefill(plan.chunks());
      cycle.scheduler.advance(plan);
      plan = cycle.scheduler.plan();
    }
    return cycle;
  }

  private void prefill(List<PrefillChunk> chunks) {
    BatchPlan plan = new BatchPlan(List.of(), chunks);
    try (TensorScope step = scope.child()) {
      SamplingTensors sampling = plan.sampling(vocabSize).upload(step);
      var block = drafter.draft(step, plan, sampling, DraftPlan.all(0, drafter.maxDraftTokens()));
      TargetPass pass = verifier.run(step, plan, block, sampling);
      drafter.append(plan, block, pass.context());
      PassOutcome outcome = verifier.read(pass);
      keepFeatures(chunks, pass.context().features());
      int completed = 0;
      for (PrefillChunk chunk : chunks) {
        if (chunk.endsPrefill()) {
          chunk.sequence().commitFirst(outcome.firstTokens().get(completed++), 0);
        }
      }
    }
  }

  private void keepFeatures(List<PrefillChunk> chunks, Tensor all) {
    float[] values = all.toFloats();
    int width = Math.toIntExact(all.shape()[1]);
    int at = 0;
    for (PrefillChunk chunk : chunks) {
      features
          .computeIfAbsent(chunk.sequence(), s -> new ArrayList<>())
          .add(Arrays.copyOfRange(values, at * width, (at + chunk.count()) * width));
      at += chunk.count();
    }
  }

  /** The target's own first token of one prompt. */
  int firstToken(int prompt) {
    return sequences.get(prompt).emittedTokens().get(0);
  }

  /** The context features that the drafter took in for one prompt, [tokens, features] flat. */
  float[] features(int prompt) {
    List<float[]> parts = features.get(sequences.get(prompt));
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** The first draft block, one row a prompt, in their order. */
  DraftInspection inspect() {
    return ((DominoDrafter) drafter).inspect(scope, scheduler.plan());
  }

  /** Logits [N, vocabulary] and context features [N, features] of a prompt scored by itself. */
  List<Tensor> score(int[] prompt) {
    return verifier.score(scope, IntStream.of(prompt).asLongStream().toArray());
  }

  @Override
  public void close() {
    scope.close();
  }
}
