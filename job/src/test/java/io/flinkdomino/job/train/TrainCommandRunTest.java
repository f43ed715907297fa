package io.flinkdomino.job.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.options.TrainSettings;
import io.flinkdomino.runtime.model.ModelFolder;
import io.flinkdomino.runtime.model.Weights;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandRunTest {

  private static final Path TARGET = Path.of("../tests/golden/tiny/target");

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void writeChats() throws Exception {
    Files.write(folder.resolve("chats.jsonl"), chats(6));
    Files.write(folder.resolve("unseen.jsonl"), chats(2));
  }

  private static List<String> chats(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                ("{\"messages\":[{\"role\":\"user\",\"content\":\"Say %d.\"},"
                        + "{\"role\":\"assistant\",\"content\":\"I say %d and then some more words.\"}]}")
                    .formatted(i, i))
        .toList();
  }

  private Path output() {
    return folder.resolve("out");
  }

  private void train(String... more) throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("model", TARGET.toString());
    options.put("mask-token", "3");
    options.put("input", folder.resolve("chats.jsonl").toString());
    options.put("output", output().toString());
    options.put("draft-layers", "1");
    options.put("block-size", "4");
    options.put("steps", "3");
    options.put("batch-rows", "2");
    options.put("threads", "1");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    new TrainCommandRun(new PrintStream(said, true, StandardCharsets.UTF_8))
        .run(TrainSettings.validate(Configuration.fromMap(options)));
  }

  private String read(String file) throws Exception {
    return Files.readString(output().resolve(file));
  }

  @Test
  void cardSaysWhatWasTrainedAndHow() throws Exception {
    train("held-out", folder.resolve("unseen.jsonl").toString(), "seed", "77");

    assertThat(read("README.md"))
        .startsWith("---\nlibrary_name: flink-domino\n")
        .contains(
            "# Domino draft model",
            "| kind | domino |",
            "| target | `target` |",
            "| block size | 4 |",
            "| vocabulary | 640 |")
        .contains("| learned from | `chats.jsonl` | 6 |", "| held out | `unseen.jsonl` | 2 |")
        .contains("| steps | 3 |", "| epochs | 1.0 |", "| seed | 77 |", "| gamma | 7.0 |")
        .contains("Of held-out rows, after step 3:", "| measure | base logits | final logits |")
        .containsPattern("\\| acceptance length \\| [1-4]\\.\\d{4} \\| [1-4]\\.\\d{4} \\|")
        .contains("the target's own included", "--draft THIS_FOLDER", "learning-curve.svg")
        .doesNotContain(folder.toString(), TARGET.toString());
    assertThat(read("learning-curve.svg")).contains("3 steps", "Acceptance length held out");
  }

  @Test
  void configurationSaysInWhichTypeWeightsAreStored() throws Exception {
    train("kind", "autoregressive", "dtype", "bfloat16");

    assertThat(read("config.json"))
        .contains("\"dtype\" : \"bfloat16\"")
        .doesNotContain("torch_dtype");
    try (Weights weights = ModelFolder.open(output()).openWeights()) {
      assertThat(weights.contains("model.norm.weight")).isTrue();
    }
    assertThat(Files.size(output().resolve("model.safetensors")))
        .isLessThan(Files.size(output().resolve("checkpoints/step-3/model.safetensors")) * 6 / 10);
    assertThat(read("README.md"))
        .contains(
            "# Autoregressive draft model",
            "| weights stored as | bfloat16 |",
            "| measure | model |")
        .doesNotContain("gamma", "base logits");
  }

  @Test
  void draftersConfigurationIsThatOfItsFiles() throws Exception {
    train("kind", "dflash", "dtype", "float32");

    assertThat(read("config.json")).contains("\"dtype\" : \"float32\"");
    assertThat(read("README.md"))
        .contains("| measure | base logits |\n")
        .contains("Of the last training batch, after step 3:")
        .doesNotContain("held out |");
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void linesThatAreTooLongAreLeftOutAndListed() throws Exception {
    String tooLong = chats(1).get(0).replace("Say", "secret ".repeat(200));
    Files.write(folder.resolve("chats.jsonl"), List.of(tooLong), StandardOpenOption.APPEND);
    Files.write(folder.resolve("unseen.jsonl"), List.of(tooLong), StandardOpenOption.APPEND);

    train("held-out", folder.resolve("unseen.jsonl").toString(), "max-line-size", "1 kb");

    String reason = "the line must have at most max-line-size = 1024 bytes, got more";
    assertThat(said())
        .startsWith("6 rows with ")
        .contains("2 held out", "1 bad line of input left out:", "line 7: " + reason)
        .contains("1 bad line of held-out left out:", "line 3: " + reason)
        .doesNotContain("secret");
  }

  @Test
  void secondTrainingLearnsTheSameFromTheFeatureCache() throws Exception {
    String cache = folder.resolve("cache").toString();
    train("feature-cache", cache);
    List<String> cached = files(cache);
    train("feature-cache", cache, "output", folder.resolve("again").toString());

    assertThat(cached).singleElement().asString().endsWith("-3.features");
    assertThat(files(cache)).isEqualTo(cached);
    assertThat(folder.resolve("again/model.safetensors"))
        .hasSameBinaryContentAs(output().resolve("model.safetensors"));
    assertThat(said())
        .containsSubsequence(
            "Feature cache: 0 of 6 rows are there\n",
            "Feature cache: 6 rows, ",
            "Feature cache: 6 of 6 rows are there\n");
  }

  @Test
  void featuresOfAnotherTargetAreNotUsedUnderItsName() throws Exception {
    String cache = folder.resolve("cache").toString();
    train("feature-cache", cache);
    Path file = Path.of(cache, files(cache).get(0));
    byte[] bytes = Files.readAllBytes(file);
    bytes["DFC2............features of target ".length() - 4] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(
            () -> train("feature-cache", cache, "output", folder.resolve("again").toString()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("feature-cache must be a folder to use, but " + file + " holds");
    assertThat(folder.resolve("again/training-log.jsonl")).doesNotExist();
  }

  @Test
  void fullDiskEndsCachingNotTraining() throws Exception {
    String cache = folder.resolve("cache").toString();
    train("feature-cache", cache);
    Path file = Path.of(cache, files(cache).get(0));
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/full"));

    train("feature-cache", cache, "output", folder.resolve("again").toString());

    assertThat(said())
        .containsOnlyOnce("Feature cache: writing failed and no more rows are kept: ");
    assertThat(folder.resolve("again/model.safetensors"))
        .hasSameBinaryContentAs(output().resolve("model.safetensors"));
  }

  private static List<String> files(String folder) throws Exception {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void refusesAFeatureCacheWhereNoFeaturesAreRead() {
    String cache = folder.resolve("cache").toString();

    assertThatThrownBy(() -> train("kind", "autoregressive", "feature-cache", cache))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("feature-cache must not be given unless kind is domino or dflash");
    assertThatThrownBy(() -> train("feature-cache", cache, "feature-cache-size", "2 kb"))
        .hasMessageContaining("feature-cache-size must be between 1 mb and 1 tb, got 2 kb");
  }
}
