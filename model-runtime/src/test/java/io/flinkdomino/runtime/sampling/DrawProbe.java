package io.flinkdomino.runtime.sampling;

import io.flinkdomino.runtime.torch.LongTable;
import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.torch.TorchProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Draws from scores that a test chooses, with the very functions that the models' programs call.
 */
final class DrawProbe implements AutoCloseable {

  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "draw-probe");
  private final TorchProgram program;

  DrawProbe() {
    TorchProgram.prepareThread(1);
    program = TorchProgram.load(scope, "draw_probe", Map.of(), List.of());
  }

  /** One row of scores to draw from. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(int sequence, int offset, long position, double[] scores) {}

  /** Noise of one token. */
  double gumbel(long seed, long position, long token) {
    try (TensorScope step = scope.child()) {
      return program.tensor(
              step, "noise", step.longs(seed), step.longs(position), step.longs(token))
          .toDoubles()[0];
    }
  }

  /**
   * Draws a token for each row, and reports on each if a sequence asks.
   *
   * @param drafts one list a sequence, all of one length
   */
  List<DrawnToken> draw(List<SamplingState> states, List<Row> rows, List<List<Integer>> drafts) {
    int vocabulary = rows.get(0).scores().length;
    try (TensorScope step = scope.child()) {
      SamplingTensors sampling = new SamplingTable(states, vocabulary).upload(step);
      LongTable table = new LongTable(3);
      rows.forEach(row -> table.add(row.sequence(), row.offset(), row.position()));
      long[] flat = drafts.stream().flatMap(List::stream).mapToLong(Integer::longValue).toArray();
      long[] all = LongStream.range(0, rows.size()).toArray();
      List<Tensor> drawn =
          program.tensors(
              step,
              "choose",
              step.doubles(
                  rows.stream().flatMapToDouble(row -> Arrays.stream(row.scores())).toArray(),
                  rows.size(),
                  vocabulary),
              table.upload(step),
              step.longs(flat, drafts.size(), drafts.get(0).size()),
              sampling.tensors(),
              sampling.pool(),
              step.longs(states.stream().anyMatch(SamplingState::isReported) ? all : new long[0]),
              sampling.top(),
              sampling.margins());
      return read(drawn, sampling.top());
    }
  }

  private static List<DrawnToken> read(List<Tensor> drawn, int top) {
    long[] tokens = drawn.get(0).toLongs();
    boolean reported = drawn.get(1).shape()[0] > 0;
    double[] reports = reported ? drawn.get(1).toDoubles() : new double[0];
    List<DrawnToken> read = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      int token = (int) tokens[i];
      read.add(
          reported
              ? new DrawnToken(
                  token,
                  Optional.of(DrawReport.read(token, reports, i * DrawReport.width(top), top)))
              : DrawnToken.of(token));
    }
    return read;
  }

  @Override
  public void close() {
    scope.close();
  }
}
