package io.flinkdomino.runtime.train.features;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.objective.FeatureSource;
import io.flinkdomino.runtime.train.objective.TokenBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps the features of each row on disk when they are first computed. Trainer thread only.
 *
 * <p>The target sees each row alone, without padding, so that a row's features are the same bits
 * whichever rows were beside it, and so whether they come from disk or not. A batch that goes
 * through the target at once differs from that by rounding.
 */
public final class FeatureCache implements FeatureSource, AutoCloseable {

  private final FeatureFile file;
  private final long mostBytes;
  private final FeatureSource target;
  private final TorchProgram transfer;

  private FeatureCache(
      FeatureFile file, long mostBytes, FeatureSource target, TorchProgram transfer) {
    this.file = file;
    this.mostBytes = mostBytes;
    this.target = target;
    this.transfer = transfer;
  }

  /**
   * Opens the cache of a target, one file in a folder.
   *
   * @param folder created if absent
   * @param mostBytes what does not fit below this size of the file is not kept
   * @param fingerprint of the target's configuration and weights
   * @param layers after which features are taken
   * @param target computes what is not there
   * @param scope owns a program
   * @throws IOException if the file cannot be read or written, or another process uses it
   */
  public static FeatureCache open(
      Path folder,
      long mostBytes,
      String fingerprint,
      List<Integer> layers,
      FeatureSource target,
      TensorScope scope)
      throws IOException {
    Files.createDirectories(folder);
    String ids = layers.stream().map(String::valueOf).collect(Collectors.joining("-"));
    return new FeatureCache(
        FeatureFile.open(folder.resolve(fingerprint + "-" + ids + ".features")),
        mostBytes,
        target,
        TorchProgram.load(scope, "transfer", Map.of(), List.of()));
  }

  @Override
  public Tensor of(TensorScope pass, TokenBatch batch) {
    try (TensorScope rows = pass.child()) {
      List<Tensor> features = batch.rows().stream().map(row -> features(rows, row)).toList();
      return transfer.tensor(pass, "one_below_the_other", features, (long) batch.length());
    }
  }

  /** [1, length, width] of a row. */
  private Tensor features(TensorScope rows, TokenRow row) {
    FeatureKey key = FeatureKey.of(row);
    try {
      Optional<FloatBuffer> kept = file.find(key);
      return kept.isPresent() ? upload(rows, row, kept.get()) : compute(rows, row, key);
    } catch (IOException e) {
      throw new UncheckedIOException("the feature cache failed: " + e.getMessage(), e);
    }
  }

  private static Tensor upload(TensorScope rows, TokenRow row, FloatBuffer values) {
    return rows.floats(values, 1, row.length(), values.remaining() / row.length());
  }

  private Tensor compute(TensorScope rows, TokenRow row, FeatureKey key) throws IOException {
    Tensor features = target.of(rows, new TokenBatch(List.of(row)));
    long[] shape = features.shape();
    Optional<Long> bytes = FeatureFile.recordBytes(shape[1] * shape[2]);
    if (bytes.isPresent() && file.size() + bytes.get() <= mostBytes) {
      file.append(key, features.toFloats());
    }
    return features;
  }

  /** Rows and bytes on disk, for people. */
  public String summary() {
    return String.format(
        Locale.ROOT, "%,d rows, %,d MiB", file.entries(), (file.size() + (1 << 20) - 1) >> 20);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
