package io.flinkdomino.runtime.batch;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who takes part in one decode step.
 *
 * @param decoding sequences that draft and verify; the i-th one has slot i
 * @param chunks prompts that are prefilled in the same pass
 */
public record BatchPlan(List<Sequence> decoding, List<PrefillChunk> chunks) {

  public BatchPlan {
    decoding = List.copyOf(decoding);
    chunks = List.copyOf(chunks);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return decoding.isEmpty() && chunks.isEmpty();
  }

  /** Everyone in the step, decoding sequences first. */
  public List<Sequence> sequences() {
    return Stream.concat(decoding.stream(), chunks.stream().map(PrefillChunk::sequence)).toList();
  }

  /** Committed tokens of the longest decoding sequence; 0 without one. */
  public int longestDecoding() {
    return decoding.stream().mapToInt(Sequence::committedTokens).max().orElse(0);
  }

  /** Sequences in the step. */
  public int running() {
    return decoding.size() + chunks.size();
  }

  /** Token ids of all chunks, one after another. */
  public long[] chunkTokens() {
    return chunks.stream()
        .flatMapToInt(
            c -> IntStream.range(c.start(), c.end()).map(i -> c.sequence().promptTokens()[i]))
        .asLongStream()
        .toArray();
  }

  /** Positions of those tokens. */
  public long[] chunkPositions() {
    return chunks.stream()
        .flatMapToInt(c -> IntStream.range(c.start(), c.end()))
        .asLongStream()
        .toArray();
  }

  /** Cache entries of those tokens, counted over all slots of {@code tokensPerSlot} entries. */
  public long[] chunkEntries(int tokensPerSlot) {
    return chunks.stream()
        .flatMapToLong(
            c ->
                IntStream.range(c.start(), c.end())
                    .mapToLong(i -> (long) c.sequence().slot() * tokensPerSlot + i))
        .toArray();
  }

  /** Per chunk: slot, tokens, end position, and 1 if it ends its prompt. */
  public long[] chunkTable() {
    return chunks.stream()
        .flatMapToInt(
            c -> IntStream.of(c.sequence().slot(), c.count(), c.end(), c.endsPrompt() ? 1 : 0))
        .asLongStream()
        .toArray();
  }
}
