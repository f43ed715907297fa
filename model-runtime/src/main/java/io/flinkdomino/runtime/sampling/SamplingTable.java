package io.flinkdomino.runtime.sampling;

import io.flinkdomino.runtime.prompt.SamplingParameters;
import io.flinkdomino.runtime.torch.LongTable;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.DoubleStream;

/** The draws of all sequences of a step as tables. Engine thread only. */
public final class SamplingTable {

  /** Where top-p looks first if no top-k bounds it; most often that is far enough. */
  private static final int FIRST_LOOK = 1024;

  /** Scores beyond top-k that a look takes: those equal to the last one count, too. */
  private static final long TIES = 16;

  private static final int PARAMETERS = 7;
  private static final long ALWAYS = Long.MAX_VALUE;

  private final List<SamplingState> states;
  private final int vocabSize;

  /**
   * @param states of the sequences that draw in the step, in the order of its rows
   * @param vocabSize tokens that have a score
   */
  public SamplingTable(List<SamplingState> states, int vocabSize) {
    this.states = List.copyOf(states);
    this.vocabSize = vocabSize;
  }

  /** Uploads the tables; nothing where every draw is the highest score. */
  public SamplingTensors upload(TensorScope scope) {
    if (states.stream().allMatch(SamplingState::isPlain)) {
      return SamplingTensors.GREEDY;
    }
    return new SamplingTensors(
        List.of(
            scope.longs(states.stream().mapToLong(SamplingState::seed).toArray()),
            scope.doubles(parameters(), states.size(), PARAMETERS),
            seen().upload(scope),
            biased().upload(scope),
            scope.doubles(bias()),
            banned().upload(scope)),
        pool(),
        states.stream().mapToInt(SamplingState::topLogprobs).max().orElse(0),
        states.stream().anyMatch(SamplingState::wantsMargins));
  }

  private LongTable seen() {
    LongTable seen = new LongTable(3);
    forEach((state, row) -> state.seen().forEach((token, count) -> seen.add(row, token, count)));
    return seen;
  }

  private LongTable biased() {
    LongTable biased = new LongTable(2);
    forEach(
        (state, row) ->
            state.sampling().logitBias().keySet().forEach(token -> biased.add(row, token)));
    return biased;
  }

  // In the order of biased(): a map iterates its keys and its values alike.
  private double[] bias() {
    return states.stream()
        .flatMap(state -> state.sampling().logitBias().values().stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private LongTable banned() {
    LongTable banned = new LongTable(3);
    forEach(
        (state, row) -> {
          state.sampling().bannedTokenIds().forEach(token -> banned.add(row, token, ALWAYS));
          int until = state.mustGenerate();
          if (until > 0) {
            state.stopTokenIds().forEach(token -> banned.add(row, token, until));
          }
        });
    return banned;
  }

  private void forEach(ObjIntConsumer<SamplingState> action) {
    for (int row = 0; row < states.size(); row++) {
      action.accept(states.get(row), row);
    }
  }

  private double[] parameters() {
    return states.stream()
        .map(SamplingState::sampling)
        .flatMapToDouble(
            s ->
                DoubleStream.of(
                    s.temperature(),
                    s.topK(),
                    s.topP(),
                    Math.log(s.minP()),
                    s.repetitionPenalty(),
                    s.presencePenalty(),
                    s.frequencyPenalty()))
        .toArray();
  }

  private int pool() {
    List<SamplingParameters> drawn =
        states.stream().map(SamplingState::sampling).filter(s -> !s.isGreedy()).toList();
    long pool = drawn.stream().mapToLong(s -> s.topK() == 0 ? 0 : s.topK() + TIES).max().orElse(0);
    if (drawn.stream().anyMatch(s -> s.topP() < 1 && s.topK() == 0)) {
      pool = Math.max(pool, FIRST_LOOK);
    }
    return (int) Math.min(pool, vocabSize);
  }
}
