package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHeaderTest {

  private static final byte[] DATA = new byte[16];

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  private void refused(String message) {
    assertThatThrownBy(() -> SafetensorsFile.open(file()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file() + ": ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 19, 100_000_001, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
  void refusesLengthsThatCannotBe(long claimed) {
    byte[] header = "{}".getBytes(StandardCharsets.UTF_8);

    SafetensorsWriter.write(file(), claimed, header, DATA);

    refused(
        "the safetensors header must have 2 to 18 bytes, got " + Long.toUnsignedString(claimed));
  }

  @Test
  void refusesFilesTooShortForALength() throws IOException {
    Files.write(file(), new byte[7]);

    refused("a safetensors file has at least 8 bytes, got 7");
  }

  @Test
  void namesGitLfsPointers() throws IOException {
    Files.writeString(file(), "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");

    refused("Git LFS pointer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "\u0000\u0001", "{} {}", "{\"a\": 1, \"a\": 1}"})
  void refusesHeadersThatAreNotJson(String header) {
    SafetensorsWriter.write(file(), header, DATA);

    refused("the safetensors header is not valid JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "12", "null", "   "})
  void refusesHeadersThatAreNoObject(String header) {
    SafetensorsWriter.write(file(), header, DATA);

    refused("the safetensors header must be a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1                                         | has the unknown dtype",
        "{'dtype':'F4','shape':[4],'data_offsets':[0,2]} | tensor a has the unknown dtype F4",
        "{'dtype':'F32','data_offsets':[0,16]}     | shape must be a list of integers from 0, got",
        "{'dtype':'F32','shape':[-4],'data_offsets':[0,16]} | shape must be a list of integers",
        "{'dtype':'F32','shape':[4.5],'data_offsets':[0,16]} | shape must be a list of integers",
        "{'dtype':'F32','shape':['4'],'data_offsets':[0,16]} | shape must be a list of integers",
        "{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,16]} | shape must be",
        "{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]} | impossible shape",
        "{'dtype':'F32','shape':[4611686018427387904],'data_offsets':[0,0]} | tensor a F32 "
            + "[4611686018427387904] must have 18446744073709551616 bytes, got 0",
        "{'dtype':'F32','shape':[4],'data_offsets':[0,12]} | F32 [4] must have 16 bytes, got 12",
        "{'dtype':'F16','shape':[4],'data_offsets':[0,16]} | F16 [4] must have 8 bytes, got 16",
        "{'dtype':'F32','shape':[4]}               | data_offsets must be a list of integers",
        "{'dtype':'F32','shape':[4],'data_offsets':[-16,0]} | data_offsets must be a list of",
        "{'dtype':'F32','shape':[4],'data_offsets':[0]} | must have data_offsets [begin, end]",
        "{'dtype':'F32','shape':[4],'data_offsets':[16,0]} | within 0 to 16, got [16, 0]",
        "{'dtype':'F32','shape':[4],'data_offsets':[4,20]} | within 0 to 16, got [4, 20]",
      })
  void refusesEntriesThatDoNotFitTheFile(String entry, String message) {
    String header = "{'a':%s}".formatted(entry).replace('\'', '"');

    SafetensorsWriter.write(file(), header, DATA);

    refused(message);
  }

  @Test
  void refusesTensorsThatOverlap() {
    String header =
        """
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
         "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}
        """;

    SafetensorsWriter.write(file(), header, DATA);

    refused("tensor b overlaps tensor a");
  }
}
