package io.flinkdomino.runtime.train.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.runtime.torch.Tensor;
import io.flinkdomino.runtime.torch.TensorScope;
import io.flinkdomino.runtime.torch.TorchDevice;
import io.flinkdomino.runtime.train.data.TokenRow;
import io.flinkdomino.runtime.train.objective.FeatureSource;
import io.flinkdomino.runtime.train.objective.TokenBatch;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {

  private static final int WIDTH = 2;
  private static final int HEADER = 28;
  private static final long PLENTY = 1 << 20;
  private static final FeatureIdentity IDENTITY =
      new FeatureIdentity("0123456789abcdef", List.of(1, 3));
  private static final int HEAD = new FileHead(IDENTITY).length();
  private static final TokenRow SHORT = row(7);
  private static final TokenRow LONG = row(4, 5, 6);

  @TempDir private Path folder;

  private final TensorScope scope = TensorScope.open(TorchDevice.CPU, "test");
  private final CountingTarget target = new CountingTarget();
  private final List<String> notices = new ArrayList<>();

  @AfterEach
  void close() {
    scope.close();
  }

  private static TokenRow row(int... tokens) {
    return new TokenRow(tokens, new BitSet());
  }

  /** Says of each token the token and its half. */
  private static final class CountingTarget implements FeatureSource {

    private int rows;

    @Override
    public Tensor of(TensorScope pass, TokenBatch batch) {
      FloatBuffer values = FloatBuffer.allocate(batch.rows().size() * batch.length() * WIDTH);
      for (TokenRow row : batch.rows()) {
        rows++;
        for (int at = 0; at < batch.length(); at++) {
          float token = at < row.length() ? row.token(at) : 99;
          values.put(token).put(token / 2);
        }
      }
      return pass.floats(values.flip(), batch.rows().size(), batch.length(), WIDTH);
    }
  }

  private FeatureCache open(long mostBytes) throws IOException {
    return open(mostBytes, IDENTITY);
  }

  private FeatureCache open(long mostBytes, FeatureIdentity identity) throws IOException {
    return FeatureCache.open(
        folder.resolve("cache"), mostBytes, identity, target, scope, notices::add);
  }

  private Path file() {
    return folder.resolve("cache/0123456789abcdef-1-3.features");
  }

  private void assertFeatures(FeatureCache cache) {
    try (TensorScope pass = scope.child()) {
      Tensor features = cache.of(pass, new TokenBatch(List.of(SHORT, LONG)));
      assertThat(features.shape()).containsExactly(2, 3, WIDTH);
      assertThat(features.toFloats()).containsExactly(7, 3.5f, 0, 0, 0, 0, 4, 2, 5, 2.5f, 6, 3);
    }
  }

  /** A file with both rows, the long one last. */
  private void fill() throws IOException {
    try (FeatureCache cache = open(PLENTY)) {
      assertFeatures(cache);
    }
    assertThat(file()).hasSize(HEAD + 2 * HEADER + 4L * WIDTH * (1 + 3));
    target.rows = 0;
  }

  @Test
  void asksTheTargetOncePerRow() throws IOException {
    try (FeatureCache cache = open(PLENTY)) {
      assertFeatures(cache);
      assertFeatures(cache);

      assertThat(target.rows).isEqualTo(2);
      assertThat(cache.summary()).isEqualTo("2 rows, 1 MiB");
    }
  }

  @Test
  void remembersAfterARestart() throws IOException {
    fill();

    try (FeatureCache cache = open(PLENTY)) {
      assertFeatures(cache);
    }
    assertThat(target.rows).isZero();
  }

  @Test
  void addsNothingThatWouldPassTheLimit() throws IOException {
    try (FeatureCache cache = open(HEAD + 2 * HEADER + 4 * WIDTH)) {
      assertFeatures(cache);
      assertFeatures(cache);
    }
    assertThat(target.rows).isEqualTo(3); // the long row twice
    assertThat(file()).hasSize(HEAD + HEADER + 4 * WIDTH);
  }

  @Test
  void otherWeightsOrLayersHaveFeaturesOfTheirOwn() throws IOException {
    fill();

    try (FeatureCache cache =
        open(PLENTY, new FeatureIdentity("fedcba9876543210", List.of(1, 3)))) {
      assertFeatures(cache);
    }
    assertThat(target.rows).isEqualTo(2);
    try (FeatureCache cache =
        open(PLENTY, new FeatureIdentity("0123456789abcdef", List.of(1, 4)))) {
      assertFeatures(cache);
    }
    assertThat(target.rows).isEqualTo(4);
  }

  @Test
  void fileOfOtherWeightsOrLayersIsRefusedUnderAnyName() throws IOException {
    fill();
    FeatureIdentity other = new FeatureIdentity("fedcba9876543210", List.of(2));
    Path renamed = file().resolveSibling("fedcba9876543210-2.features");
    Files.move(file(), renamed);

    assertThatThrownBy(() -> open(PLENTY, other))
        .isInstanceOf(IOException.class)
        .hasMessage(
            renamed
                + " holds features of target 0123456789abcdef after layers 1, 3 in float32, not"
                + " features of target fedcba9876543210 after layers 2 in float32: delete it, or"
                + " choose another folder");
    Files.write(file(), new byte[100]);
    assertThatThrownBy(() -> open(PLENTY)).hasMessageContaining("holds something else, not");
    assertThat(file()).hasSize(100);
  }

  @Test
  void saysWhichRowsAndWhatElseIsThere() throws IOException {
    fill();

    try (FeatureCache cache = open(PLENTY)) {
      assertThat(cache.holds(List.of(SHORT, LONG, row(1)))).isEqualTo("2 of 3 rows are there");
    }
    try (FeatureCache cache = open(PLENTY, new FeatureIdentity("fedcba9876543210", List.of(1)))) {
      assertThat(cache.holds(List.of(SHORT)))
          .isEqualTo("0 of 1 rows are there; 1 file of other targets or layers left alone");
    }
  }

  @Test
  void fullDiskEndsCachingOnly() throws IOException {
    // A device of Linux that any write fills up.
    Files.createDirectories(folder.resolve("cache"));
    Files.createSymbolicLink(file(), Path.of("/dev/full"));

    try (FeatureCache cache = open(PLENTY)) {
      assertFeatures(cache);
      assertFeatures(cache);
    }
    assertThat(target.rows).isEqualTo(4);
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("writing failed and no more rows are kept: ")
        .contains("No space left on device");
  }

  @Test
  void whatCannotBeReadIsComputed() throws IOException {
    fill();

    try (FeatureCache cache = open(PLENTY)) {
      truncate(HEAD + 1);
      assertFeatures(cache);
      assertFeatures(cache);
    }
    assertThat(target.rows).isEqualTo(4);
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("reading failed and all rows are computed from now on: ");
  }

  @Test
  void headThatWasNotFinishedIsWrittenAnew() throws IOException {
    fill();
    long whole = Files.size(file());
    for (long left : new long[] {0, 1, HEAD - 1}) {
      truncate(left);
      target.rows = 0;

      try (FeatureCache cache = open(PLENTY)) {
        assertFeatures(cache);
      }
      assertThat(target.rows).as("%d bytes left", left).isEqualTo(2);
      assertThat(file()).hasSize(whole);
    }
  }

  @Test
  void otherTokensHaveFeaturesOfTheirOwn() throws IOException {
    fill();

    try (FeatureCache cache = open(PLENTY);
        TensorScope pass = scope.child()) {
      cache.of(pass, new TokenBatch(List.of(row(4, 5), row(6, 5, 4))));
    }
    assertThat(target.rows).isEqualTo(2);
  }

  @Test
  void recordThatWasNotFinishedIsWrittenAnew() throws IOException {
    fill();
    long whole = Files.size(file());
    for (long cut : new long[] {1, 4 * WIDTH * 3, 4 * WIDTH * 3 + 1, 4 * WIDTH * 3 + HEADER - 1}) {
      truncate(whole - cut);
      target.rows = 0;

      try (FeatureCache cache = open(PLENTY)) {
        assertFeatures(cache);
      }
      assertThat(target.rows).as("%d bytes missing", cut).isEqualTo(1);
      assertThat(file()).hasSize(whole);
    }
  }

  private void truncate(long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  @Test
  void whatIsNoRecordIsCutOff() throws IOException {
    fill();
    long whole = Files.size(file());
    Files.write(file(), new byte[1000], StandardOpenOption.APPEND);

    try (FeatureCache cache = open(PLENTY)) {
      assertFeatures(cache);
    }
    assertThat(target.rows).isZero();
    assertThat(file()).hasSize(whole);
  }

  @Test
  void damagedValuesAreComputedAgain() throws IOException {
    fill();
    byte[] bytes = Files.readAllBytes(file());
    bytes[HEAD + HEADER + 2] ^= 1;
    Files.write(file(), bytes);

    try (FeatureCache cache = open(PLENTY)) {
      assertFeatures(cache);
    }
    assertThat(target.rows).isEqualTo(1);
  }

  @Test
  void refusesAFileThatIsInUse() throws IOException {
    try (FeatureCache cache = open(PLENTY)) {
      assertFeatures(cache);
      assertThatThrownBy(() -> open(PLENTY))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another training uses");
    }
  }
}
