package io.flinkdomino.runtime.sampling;

import io.flinkdomino.runtime.prompt.GenerationParameters;
import io.flinkdomino.runtime.prompt.SamplingParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws a token as the definitions say, one score after another in double precision, the way
 * Hugging Face Transformers orders its processors. Slow, and shares no code with the programs.
 */
final class ReferenceSampler {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private ReferenceSampler() {}

  /** SplitMix64's output function. */
  private static long mix(long x) {
    long a = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  static double gumbel(long seed, long position, int token) {
    long key = mix(mix(seed) + position * GOLDEN_GAMMA);
    double uniform = ((mix(key + (token + 1) * GOLDEN_GAMMA) >>> 12) + 0.5) * 0x1p-52;
    return -Math.log(-Math.log(uniform));
  }

  /**
   * Draws one token.
   *
   * @param scores the model's own
   * @param prompt the prompt's tokens
   * @param completion what was generated so far, accepted drafts included
   */
  static int draw(
      double[] scores,
      GenerationParameters parameters,
      long seed,
      Set<Integer> stopTokenIds,
      int[] prompt,
      List<Integer> completion) {
    double[] processed = process(scores, parameters, stopTokenIds, prompt, completion);
    SamplingParameters sampling = parameters.sampling();
    if (sampling.isGreedy()) {
      return IntStream.range(0, processed.length)
          .boxed()
          .max(Comparator.<Integer>comparingDouble(i -> processed[i]).thenComparing(i -> -i))
          .orElseThrow();
    }
    double[] kept =
        cut(Arrays.stream(processed).map(x -> x / sampling.temperature()).toArray(), sampling);
    long position = (long) prompt.length + completion.size();
    return IntStream.range(0, kept.length)
        .boxed()
        .max(Comparator.comparingDouble(i -> kept[i] + gumbel(seed, position, i)))
        .orElseThrow();
  }

  static double[] process(
      double[] scores,
      GenerationParameters parameters,
      Set<Integer> stopTokenIds,
      int[] prompt,
      List<Integer> completion) {
    SamplingParameters sampling = parameters.sampling();
    double[] x = scores.clone();
    sampling.logitBias().forEach((token, bias) -> x[token] += bias);
    for (int token = 0; token < x.length; token++) {
      int id = token;
      int count = Collections.frequency(completion, token);
      if (count > 0 || Arrays.stream(prompt).anyMatch(t -> t == id)) {
        double penalty = sampling.repetitionPenalty();
        x[token] = x[token] < 0 ? x[token] * penalty : x[token] / penalty;
      }
      x[token] -= count * sampling.frequencyPenalty();
      x[token] -= count > 0 ? sampling.presencePenalty() : 0;
    }
    sampling.bannedTokenIds().forEach(token -> x[token] = Double.NEGATIVE_INFINITY);
    if (completion.size() < parameters.stop().minTokens()) {
      stopTokenIds.forEach(token -> x[token] = Double.NEGATIVE_INFINITY);
    }
    return x;
  }

  /** Top-k, then top-p over what is left, then min-p; what goes becomes minus infinity. */
  static double[] cut(double[] x, SamplingParameters sampling) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
    order.sort(Comparator.comparingDouble(i -> -x[i]));
    double best = x[order.get(0)];
    int most = sampling.topK() == 0 ? x.length : Math.min(sampling.topK(), x.length);
    double kth = x[order.get(most - 1)];
    int k = (int) order.stream().filter(i -> x[i] >= kth).count();
    double total = order.stream().limit(k).mapToDouble(i -> Math.exp(x[i] - best)).sum();
    double before = 0;
    double lowest = Double.NEGATIVE_INFINITY;
    for (int token : order.subList(0, k)) {
      if (sampling.topP() < 1 && before / total >= sampling.topP()) {
        break;
      }
      lowest = x[token];
      before += Math.exp(x[token] - best);
    }
    double limit = Math.max(lowest, best + Math.log(sampling.minP()));
    return Arrays.stream(x).map(v -> v >= limit ? v : Double.NEGATIVE_INFINITY).toArray();
  }
}
