package io.flinkdomino.runtime.batch;

import io.flinkdomino.runtime.sampling.SamplingTable;
import io.flinkdomino.runtime.torch.LongTable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who takes part in one decode step.
 *
 * @param decoding sequences that draft and verify; the i-th one has slot i
 * @param chunks tokens that are prefilled in the same pass
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

  /** Sequences that draw tokens in the step: who decodes, then whose prefill ends. */
  public List<Sequence> drawing() {
    return Stream.concat(
            decoding.stream(),
            chunks.stream().filter(PrefillChunk::endsPrefill).map(PrefillChunk::sequence))
        .toList();
  }

  /**
   * How some of the decoding sequences draw.
   *
   * @param rows which of them
   */
  public SamplingTable sampling(List<Integer> rows, int vocabSize) {
    return new SamplingTable(
        rows.stream().map(row -> decoding.get(row).sampling()).toList(), vocabSize);
  }

  /** How they draw. */
  public SamplingTable sampling(int vocabSize) {
    return new SamplingTable(drawing().stream().map(Sequence::sampling).toList(), vocabSize);
  }

  /**
   * How the attention of the decoding rows is computed.
   *
   * @param queries tokens that each row reads, from its anchor on
   */
  public List<AttentionGroup> groups(List<Integer> queries) {
    return AttentionGroup.of(
        queries,
        IntStream.range(0, decoding.size())
            .mapToObj(row -> decoding.get(row).committedTokens() - 1 + queries.get(row))
            .toList());
  }

  /**
   * How the attention of some of the decoding rows is computed.
   *
   * @param rows which, in ascending order; the groups' first rows are of these
   * @param queries tokens that each of them reads, from its anchor on
   */
  public List<AttentionGroup> groups(List<Integer> rows, List<Integer> queries) {
    return AttentionGroup.of(
        rows,
        queries,
        IntStream.range(0, rows.size())
            .mapToObj(i -> decoding.get(rows.get(i)).committedTokens() - 1 + queries.get(i))
            .toList());
  }

  /** Sequences in the step. */
  public int running() {
    return decoding.size() + chunks.size();
  }

  /**
   * Token id, position and cache entry of each token of the chunks, one chunk after another;
   * entries count over all slots of {@code tokensPerSlot} entries.
   */
  public LongTable chunkTokens(int tokensPerSlot) {
    LongTable tokens = new LongTable(3);
    for (PrefillChunk chunk : chunks) {
      Sequence sequence = chunk.sequence();
      for (int i = chunk.start(); i < chunk.end(); i++) {
        tokens.add(sequence.token(i), i, (long) sequence.slot() * tokensPerSlot + i);
      }
    }
    return tokens;
  }

  /** Per chunk: slot, tokens, end position, and 1 if it ends its prefill. */
  public long[] chunkTable() {
    return chunks.stream()
        .flatMapToInt(
            c -> IntStream.of(c.sequence().slot(), c.count(), c.end(), c.endsPrefill() ? 1 : 0))
        .asLongStream()
        .toArray();
  }
}
