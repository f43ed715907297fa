package io.flinkdomino.runtime.verify;

import io.flinkdomino.runtime.batch.BatchPlan;
import io.flinkdomino.runtime.batch.PrefillChunk;
import io.flinkdomino.runtime.draft.DraftBlock;
import io.flinkdomino.runtime.sampling.SamplingTensors;
import io.flinkdomino.runtime.torch.LongTable;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The rows of scores of one target pass: of each decoding sequence its anchor and the drafts that
 * it verifies, then the last token of each prompt that the pass completes.
 */
public final class ScoredRows {

  private final BatchPlan plan;
  private final DraftBlock block;
  private final int[] firstRow;
  private final List<Boolean> reported;

  ScoredRows(BatchPlan plan, DraftBlock block) {
    this.plan = plan;
    this.block = block;
    int drawing = plan.drawing().size();
    firstRow = new int[drawing + 1];
    reported = plan.drawing().stream().map(s -> s.sampling().isReported()).toList();
    for (int i = 0; i < drawing; i++) {
      firstRow[i + 1] = firstRow[i] + (i < decoding() ? block.drafted().get(i) + 1 : 1);
    }
  }

  private int decoding() {
    return plan.decoding().size();
  }

  /** Rows of one drawing sequence. */
  private int count(int drawing) {
    return firstRow[drawing + 1] - firstRow[drawing];
  }

  /** Tokens that each decoding sequence reads. */
  List<Integer> queries() {
    return block.drafted().stream().map(drafts -> drafts + 1).toList();
  }

  /** Where the rows stand in [decoding, width + 1], and drafts a sequence; none if all are full. */
  List<Tensor> layout(TensorScope scope) {
    int columns = block.width() + 1;
    if (firstRow[decoding()] == decoding() * columns) {
      return List.of();
    }
    long[] places =
        IntStream.range(0, decoding())
            .flatMap(i -> IntStream.range(i * columns, i * columns + count(i)))
            .asLongStream()
            .toArray();
    long[] drafted = block.drafted().stream().mapToLong(Integer::longValue).toArray();
    return List.of(scope.longs(places), scope.longs(drafted));
  }

  /** Sequence, block offset and position of each row, and the rows to report on. */
  List<Tensor> draws(TensorScope scope, SamplingTensors sampling) {
    if (sampling.isGreedy()) {
      return List.of();
    }
    LongTable rows = new LongTable(3);
    long[] positions = positions();
    for (int i = 0; i < reported.size(); i++) {
      for (int offset = 0; offset < count(i); offset++) {
        rows.add(i, offset, positions[i] + offset);
      }
    }
    return List.of(rows.upload(scope), scope.longs(reportedRows()));
  }

  /** Position of the first token that each sequence draws. */
  private long[] positions() {
    return LongStream.concat(
            plan.decoding().stream().mapToLong(sequence -> sequence.committedTokens()),
            plan.chunks().stream().filter(PrefillChunk::endsPrefill).mapToLong(PrefillChunk::end))
        .toArray();
  }

  private long[] reportedRows() {
    return IntStream.range(0, reported.size())
        .filter(reported::get)
        .flatMap(i -> IntStream.range(firstRow[i], firstRow[i + 1]))
        .asLongStream()
        .toArray();
  }

  /** Reads what came back from the pass. */
  PassOutcome outcome(Tensor packed, Tensor report, int top) {
    // Without reports there is nothing to wait for.
    double[] reports = reported.contains(true) ? report.toDoubles() : new double[0];
    return new OutcomeReader(
            block.width(), block.drafted(), reported, packed.toLongs(), reports, top)
        .read();
  }
}
