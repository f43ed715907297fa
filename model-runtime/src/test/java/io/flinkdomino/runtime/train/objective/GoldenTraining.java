package io.flinkdomino.runtime.train.objective;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.runtime.model.SafetensorsFile;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.train.data.TokenRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** What the reference trainer computed for a drafter on fixed anchors (float32, CPU). */
final class GoldenTraining implements AutoCloseable {

  static final List<String> CASES = List.of("qwen3-domino-b8", "qwen3-tied-domino-noshift");

  private final JsonNode expected;
  private final SafetensorsFile tensors;

  GoldenTraining(String name) {
    Path folder = Path.of("../tests/golden/training", name);
    this.tensors = SafetensorsFile.open(folder.resolve("expected.safetensors"));
    try {
      this.expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode expected() {
    return expected;
  }

  double gamma() {
    return expected.get("gamma").asDouble();
  }

  /** The whole batch in one part. */
  DraftBatch batch() {
    return batch(0, expected.get("input_ids").size());
  }

  /** Some of its rows. */
  DraftBatch batch(int from, int to) {
    List<TokenRow> rows = new ArrayList<>();
    List<int[]> anchors = new ArrayList<>();
    for (int row = from; row < to; row++) {
      rows.add(new TokenRow(ints("input_ids", row), bits(ints("loss_mask", row))));
      int[] keep = ints("keep", row);
      int[] all = ints("anchors", row);
      anchors.add(
          IntStream.range(0, all.length).filter(i -> keep[i] == 1).map(i -> all[i]).toArray());
    }
    return new DraftBatch(new TokenBatch(rows), anchors);
  }

  private int[] ints(String field, int row) {
    JsonNode values = expected.get(field).get(row);
    return IntStream.range(0, values.size()).map(i -> values.get(i).asInt()).toArray();
  }

  private static BitSet bits(int[] mask) {
    BitSet bits = new BitSet();
    IntStream.range(0, mask.length).filter(i -> mask[i] == 1).forEach(bits::set);
    return bits;
  }

  /** The features that the reference recorded, for the rows of {@link #batch(int, int)}. */
  FeatureSource features(int from, int to) {
    int[] shape = shape("features");
    float[] all = read("features");
    int row = shape[1] * shape[2];
    return (TensorScope pass, TokenBatch batch) ->
        pass.floats(
            FloatBuffer.wrap(all, from * row, (to - from) * row), to - from, shape[1], shape[2]);
  }

  private int[] shape(String tensor) {
    return tensors.info(tensor).shape().dimensions().stream().mapToInt(Long::intValue).toArray();
  }

  /** One recorded tensor, flat in row-major order. */
  float[] read(String tensor) {
    float[] values = new float[Math.toIntExact(tensors.info(tensor).shape().elements())];
    tensors.read(tensor, 0, FloatBuffer.wrap(values));
    return values;
  }

  @Override
  public void close() {
    tensors.close();
  }
}
