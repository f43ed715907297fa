package io.flinkdomino.runtime.train.features;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchProgram;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.objective.FeatureSource;
import io.flinkdomino.runtime.train.objective.TokenBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
  private final long others;
  private final FeatureSource target;
  private final TorchProgram transfer;
  private final Consumer<String> notices;
  private boolean readable = true;
  private boolean writable = true;

  private FeatureCache(
      FeatureFile file,
      long mostBytes,
      long others,
      FeatureSource target,
      TorchProgram transfer,
      Consumer<String> notices) {
    this.file = file;
    this.mostBytes = mostBytes;
    this.others = others;
    this.target = target;
    this.transfer = transfer;
    this.notices = notices;
  }

  /**
   * Opens the cache of a target, one file in a folder.
   *
   * @param folder created if absent
   * @param mostBytes what does not fit below this size of the file is not kept
   * @param identity of the features
   * @param target computes what is not there
   * @param scope owns a program
   * @param notices told once, for people, when the disk fails; training goes on without it
   * @throws IOException if the file cannot be opened, holds other features, or another process uses
   *     it
   */
  public static FeatureCache open(
      Path folder,
      long mostBytes,
      FeatureIdentity identity,
      FeatureSource target,
      TensorScope scope,
      Consumer<String> notices)
      throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(identity.fileName());
    return new FeatureCache(
        FeatureFile.open(path, new FileHead(identity)),
        mostBytes,
        othersThan(path),
        target,
        TorchProgram.load(scope, "transfer", Map.of(), List.of()),
        notices);
  }

  private static long othersThan(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path.toAbsolutePath().getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(FeatureIdentity.SUFFIX))
          .filter(name -> !name.equals(path.getFileName().toString()))
          .count();
    }
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
    Optional<Tensor> kept = kept(rows, row, key);
    if (kept.isPresent()) {
      return kept.get();
    }
    Tensor features = target.of(rows, new TokenBatch(List.of(row)));
    keep(key, features);
    return features;
  }

  private Optional<Tensor> kept(TensorScope rows, TokenRow row, FeatureKey key) {
    if (!readable) {
      return Optional.empty();
    }
    try {
      return file.find(key)
          .map(values -> rows.floats(values, 1, row.length(), values.remaining() / row.length()));
    } catch (IOException e) {
      readable = false;
      writable = false;
      notices.accept("reading failed and all rows are computed from now on: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void keep(FeatureKey key, Tensor features) {
    long[] shape = features.shape();
    boolean fits = file.sizeWith(shape[1] * shape[2]).filter(size -> size <= mostBytes).isPresent();
    if (!writable || !fits) {
      return;
    }
    try {
      file.append(key, features.toFloats());
    } catch (IOException e) {
      writable = false;
      notices.accept("writing failed and no more rows are kept: " + e.getMessage());
    }
  }

  /** What is there for some rows, for people. */
  public String holds(List<TokenRow> rows) {
    long kept = rows.stream().filter(row -> file.has(FeatureKey.of(row))).count();
    String alone = others + (others == 1 ? " file" : " files") + " of other targets or layers";
    return String.format(Locale.ROOT, "%,d of %,d rows are there", kept, rows.size())
        + (others == 0 ? "" : "; " + alone + " left alone");
  }

  /** Rows and bytes on disk, for people. */
  public String summary() {
    return String.format(
        Locale.ROOT, "%,d rows, %,d MiB", file.entries(), (file.size() + (1 << 20) - 1) >> 20);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) { // some disks tell only now that they are full
      notices.accept("writing failed: " + e.getMessage());
    }
  }
}
