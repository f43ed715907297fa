package io.flinkdomino.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
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
        "{'dtype':'F32','shape':[4],'data_offsets':[0,16,16]} | [begin, end], got 3 numbers",
        "{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,4],'data_offsets':[0,16]} | at most 8 dimensions, got 9",
        "{'dtype':'F32','shape':[25000000000],'data_offsets':[0,100000000000]} | within 0 to 16",
        "{'dtype':'F32','shape':[2],'data_offsets':[0,8]} | 8 bytes behind tensor a belong to no tensor",
        "{'dtype':'F32','shape':[2],'data_offsets':[8,16]} | 8 bytes behind the header belong to no",
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

  @Test
  void refusesHolesBetweenTensors() {
    String header =
        """
        {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
         "b": {"dtype": "F32", "shape": [2], "data_offsets": [8, 16]}}
        """;

    SafetensorsWriter.write(file(), header, DATA);

    refused("4 bytes behind tensor a belong to no tensor");
  }

  @Test
  void refusesBytesWithoutTensors() {
    SafetensorsWriter.write(file(), "{\"__metadata__\": {}}", DATA);

    refused("16 bytes behind the header belong to no tensor");
  }

  @Test
  void refusesHeadersLargerThanAnyModelNeeds() throws IOException {
    long claimed = (16L << 20) + 1;
    byte[] head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(claimed).array();
    Files.write(file(), head);
    try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
      sparse.setLength(1L << 32);
    }

    refused("the safetensors header must have 2 to 16777216 bytes, got 16777217");
  }

  @Test
  void showsTheBeginningOfLongNames() {
    String name = "n".repeat(1_000);
    SafetensorsWriter.write(file(), "{\"" + name + "\": {\"dtype\": \"" + name + "\"}}", DATA);

    refused("tensor " + "n".repeat(200) + "… has the unknown dtype " + "n".repeat(200) + "…");
  }

  /** Whatever the header says: tensors that lie in the file, or a refusal. */
  @Test
  void anyHeaderIsReadOrRefused() {
    String whole =
        """
        {"__metadata__": {"format": "pt"}, "a": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]},
         "b": {"dtype": "F16", "shape": [4], "data_offsets": [8, 16]}}
        """;
    Random random = new Random(20_261_125);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] header = whole.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(3); change >= 0; change--) {
        byte[] to = "{}[],:\"0123456789-eEFabB \u0000".getBytes(StandardCharsets.US_ASCII);
        header[random.nextInt(header.length)] = to[random.nextInt(to.length)];
      }
      SafetensorsWriter.write(file(), header.length, header, DATA);
      try (SafetensorsFile opened = SafetensorsFile.open(file())) {
        read++;
        for (String name : opened.names()) {
          TensorInfo tensor = opened.info(name);
          assertThat(tensor.offset()).isBetween(8L + header.length, 8L + header.length + 16);
          assertThat(tensor.offset() + tensor.bytes()).isLessThanOrEqualTo(8L + header.length + 16);
        }
      } catch (ModelFormatException e) {
        assertThat(e.getMessage()).startsWith(file() + ": ");
      }
    }
    assertThat(read).isBetween(100, 4_900);
  }
}
