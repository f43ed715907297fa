package io.flinkdomino.runtime.prompt;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a request's parameters may say of token ids, once the model is known.
 *
 * @param vocabSize tokens of the target model
 * @param eosTokenIds those that end a completion unless the request ignores them
 * @param fieldNames what messages call a field, from its name in the schema
 */
record TokenIdRules(int vocabSize, Set<Integer> eosTokenIds, UnaryOperator<String> fieldNames) {

  /** The first rule that the parameters break: name, rule, value. */
  Optional<String> firstBroken(GenerationParameters parameters) {
    StopConditions stop = parameters.stop();
    SamplingParameters sampling = parameters.sampling();
    return outside("stopTokenIds", stop.tokenIds())
        .or(() -> outside("logitBias", sampling.logitBias().keySet()))
        .or(() -> outside("bannedTokenIds", sampling.bannedTokenIds()))
        .or(() -> noneLeft(stop, sampling.bannedTokenIds()));
  }

  /** The smallest id outside the vocabulary: sets have no order that a message could follow. */
  private Optional<String> outside(String field, Collection<Integer> ids) {
    return ids.stream()
        .filter(id -> id < 0 || id >= vocabSize)
        .min(Integer::compare)
        .map(id -> outside(field, id));
  }

  /** Says that an id is not in the vocabulary. */
  String outside(String field, int id) {
    return "%s must hold token ids between 0 and %d, got %d"
        .formatted(fieldNames.apply(field), vocabSize - 1, id);
  }

  private Optional<String> noneLeft(StopConditions stop, Set<Integer> banned) {
    Set<Integer> barred = new HashSet<>(banned);
    if (stop.minTokens() > 0) {
      // No token may end the completion before it has as many.
      barred.addAll(stop.tokenIds());
      barred.addAll(stop.ignoreEos() ? Set.of() : eosTokenIds);
      barred.removeIf(id -> id >= vocabSize);
    }
    if (barred.size() < vocabSize) {
      return Optional.empty();
    }
    return Optional.of(
        "%s must leave a token of the vocabulary%s, got %d of %d"
            .formatted(
                fieldNames.apply("bannedTokenIds"),
                banned.size() == vocabSize
                    ? ""
                    : " that does not end the completion before " + fieldNames.apply("minTokens"),
                banned.size(),
                vocabSize));
  }
}
