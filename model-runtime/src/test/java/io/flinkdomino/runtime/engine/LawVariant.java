package io.flinkdomino.runtime.engine;

import io.flinkdomino.runtime.admission.Preemption;
import io.flinkdomino.runtime.length.VerifiedLength;
import io.flinkdomino.runtime.prompt.EncodedPrompt;
import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.GenerationRequest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One of the many ways to decode the same requests.
 *
 * @param policy who drafts
 * @param verifiedLength drafts a step, at most what the drafter proposes; 0 for an adaptive number
 * @param maxBatch most sequences at once
 * @param prefillTokens most prompt tokens a step
 * @param oneByOne whether requests arrive one before each step rather than all at once
 * @param preemptions how many times a running sequence gives up its slot
 * @param traced whether margins are asked for; without, greedy requests are decoded the short way
 * @param seed of the order of arrival, of random drafts and of who is preempted
 */
record LawVariant(
    Policy policy,
    int verifiedLength,
    int maxBatch,
    int prefillTokens,
    boolean oneByOne,
    int preemptions,
    boolean traced,
    long seed) {

  /** Who drafts. */
  enum Policy {
    TARGET_ONLY,
    BLOCK,
    AUTOREGRESSIVE,
    PROMPT_LOOKUP,
    RANDOM
  }

  /** One sequence at a time, nothing drafted, prompts in one pass. */
  static final LawVariant PLAIN = new LawVariant(Policy.TARGET_ONLY, 1, 1, 512, false, 0, true, 0);

  /** The prompt with what this way asks for. */
  EncodedPrompt asked(EncodedPrompt prompt) {
    GenerationRequest request = prompt.request();
    GenerationParameters parameters = request.parameters().returning(true, traced);
    return new EncodedPrompt(
        new GenerationRequest(request.id(), request.prompt(), parameters), prompt.tokenIds());
  }

  /** The setting, of a drafter that proposes at most so many drafts. */
  VerifiedLength setting(int most) {
    return verifiedLength == 0
        ? VerifiedLength.ADAPTIVE
        : VerifiedLength.of(Math.min(most, verifiedLength));
  }

  /** Steps take any time, so that an adaptive number is now this, now that. */
  LongSupplier clock() {
    Random random = new Random(seed);
    AtomicLong now = new AtomicLong();
    return () -> now.addAndGet(1 + (long) Math.exp(14 * random.nextDouble()));
  }

  /** Lets one of the running sequences give up its slot in every third step or so. */
  Preemption preemption() {
    Random random = new Random(seed);
    AtomicInteger left = new AtomicInteger(preemptions);
    return (running, waiting, freeSlots) ->
        !running.isEmpty() && random.nextInt(3) == 0 && left.getAndDecrement() > 0
            ? List.of(running.get(random.nextInt(running.size())))
            : List.of();
  }

  /** Every policy in turn, the rest by chance. */
  static LawVariant random(int turn, Random random) {
    return new LawVariant(
        Policy.values()[turn % Policy.values().length],
        random.nextBoolean() ? 0 : 1 + random.nextInt(16),
        1 + random.nextInt(12),
        1 + random.nextInt(70),
        random.nextBoolean(),
        random.nextBoolean() ? 30 : 0,
        random.nextBoolean(),
        random.nextLong());
  }
}
