package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Model folders that somebody made to read other files, or to take memory or time. */
@Timeout(60)
class HostileFolderTest {

  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path parent;

  private Path folder;

  @BeforeEach
  void writeFolder() throws IOException {
    folder = Files.createDirectory(parent.resolve("model"));
    SyntheticModels.folder(folder, SyntheticModels.targetConfig());
  }

  private void write(String name, String text) {
    SyntheticModels.write(folder.resolve(name), text);
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> TargetSpec.of(ModelFolder.open(folder)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(words)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(30_000));
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "chat_template.jinja",
        "model.safetensors"
      })
  void refusesLinksToOutsideOfTheFolder(String name) throws IOException {
    Path outside = Files.writeString(parent.resolve("secret"), "root:x:0:0");
    Files.deleteIfExists(folder.resolve(name));
    Files.createSymbolicLink(folder.resolve(name), outside);

    refused(name + ": must lie in its folder, got a link to outside of it");
  }

  @Test
  void refusesShardsThatAreLinksToOutside() throws IOException {
    Path outside = Files.move(folder.resolve("model.safetensors"), parent.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("one.safetensors"), outside);
    write(INDEX, "{\"weight_map\": {\"lone\": \"one.safetensors\"}}");

    refused("one.safetensors: must lie in its folder");
  }

  @Test
  void takesLinksWithinTheFolderAndLinksToTheFolder() throws IOException {
    Path data = Files.createDirectory(folder.resolve("..data"));
    Files.move(folder.resolve("config.json"), data.resolve("config.json"));
    Files.createSymbolicLink(folder.resolve("config.json"), Path.of("..data", "config.json"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), folder);

    assertThat(TargetSpec.of(ModelFolder.open(link)).transformer().layers()).isEqualTo(2);
  }

  @Test
  void takesTheCacheOfHuggingFace() throws IOException {
    Path blobs = Files.createDirectories(parent.resolve("models--x/blobs"));
    Path snapshot = Files.createDirectories(parent.resolve("models--x/snapshots/main"));
    for (String name : new String[] {"config.json", "model.safetensors"}) {
      Files.move(folder.resolve(name), blobs.resolve("of-" + name));
      Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs/of-" + name));
    }

    assertThat(ModelFolder.open(snapshot).weightFiles()).hasSize(1);
  }

  /** Sparse files: they have these sizes and take no space. */
  @ParameterizedTest
  @CsvSource({
    "config.json, 16777217, at most 16777216 bytes",
    "generation_config.json, 99999999999, at most 16777216 bytes",
    "tokenizer_config.json, 99999999999, at most 16777216 bytes",
    "chat_template.jinja, 99999999999, at most 16777216 bytes",
    "tokenizer.json, 268435457, at most 268435456 bytes"
  })
  void refusesFilesThatAreTooLargeUnread(String name, long bytes, String rule) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
    long before = allocated();

    refused(name + ": the file must have " + rule + ", got " + bytes);

    assertThat(allocated() - before).isLessThan(1L << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch_model.bin", "model.PT", "a.pth", "b.pkl", "c.ckpt", "d.pickle"})
  void namesPicklesWhereThereIsNothingElse(String name) throws IOException {
    Files.delete(folder.resolve("model.safetensors"));
    write(name, "pickle");

    refused("weights are missing", "found the pickle file " + name + ": convert it to safetensors");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PK\u0003\u0004\u0014\u0000\u0000\u0000data",
        "\u0080\u0002}q\u0000X\u0005\u0000data"
      })
  void refusesPicklesUnderAnotherName(String text) throws IOException {
    Files.writeString(
        folder.resolve("model.safetensors"), text, java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> ModelFolder.open(folder).openWeights())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("this is a pickle file, which may hold code");
  }

  @Test
  void refusesDeepConfigurations() {
    write("config.json", "{\"a\": " + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}");

    refused("config.json: the file is not valid JSON", "nesting depth");
  }

  @Test
  void refusesConfigurationsOfMillionsOfValues() {
    write("config.json", "{\"a\": [" + "0,".repeat(2_000_000) + "0]}");
    long before = allocated();

    refused("config.json: the file is not valid JSON", "Token count");

    assertThat(allocated() - before).isLessThan(256L << 20);
  }

  @Test
  void refusesEndlessListsWithoutReportingEachEntry() {
    ObjectNode config = SyntheticModels.targetConfig();
    ArrayNode types = config.putArray("layer_types");
    ArrayNode ends = config.putArray("eos_token_id");
    for (int i = 0; i < 200_000; i++) {
      types.add("no attention " + i);
      ends.add(100 + i);
    }
    write("config.json", config.toString());

    refused(
        "layer_types must have at most 1024 entries, got 200000",
        "eos_token_id must have at most 1024 entries, got 200000");
  }

  @Test
  void showsTheBeginningOfLongValues() {
    ObjectNode config = SyntheticModels.targetConfig();
    config.put("hidden_act", "a\n".repeat(1_000_000));
    config.putArray("hidden_size").add("b".repeat(1_000_000));
    write("config.json", config.toString());

    refused("hidden_act must be silu, got a\uFFFDa", "hidden_size must be between", "…");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden_size | 1e999999999",
        "hidden_size | 99999999999999999999",
        "num_hidden_layers | 1000000000",
        "num_hidden_layers | -1",
        "vocab_size | 2147483647",
        "head_dim | 2147483647",
        "intermediate_size | 1.5",
        "max_position_embeddings | 0",
        "rope_theta | -1",
        "rms_norm_eps | \"NaN\""
      })
  void refusesShapesThatCannotBe(String key, String value) {
    ObjectNode config = SyntheticModels.targetConfig();
    config.set(key, SyntheticModels.tree(value));
    write("config.json", config.toString());

    refused("config.json: " + key + " must be");
  }

  /** What a configuration claims is held against the weights before anything is allocated. */
  @Test
  void refusesModelsOfAHundredGigabytesThatAreNotThere() {
    ObjectNode config = SyntheticModels.targetConfig();
    config.put("hidden_size", 1 << 20).put("intermediate_size", 1 << 20).put("vocab_size", 1 << 24);
    config.put("num_hidden_layers", 1_024);
    SyntheticModels.write(folder.resolve("config.json"), config.toString());
    ModelFolder opened = ModelFolder.open(folder);
    TargetSpec spec = TargetSpec.of(opened);
    long before = allocated();

    try (Weights weights = opened.openWeights()) {
      assertThatThrownBy(() -> WeightLayout.of(spec).check(weights))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("model.embed_tokens.weight [16777216, 1048576] is missing");
    }
    assertThat(allocated() - before).isLessThan(64L << 20);
  }
}
