package io.flinkdomino.job.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.emit.OutputRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesWriterTest {

  private static final SinkWriter.Context NO_TIME =
      new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
          return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
          return null;
        }
      };

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("new/completions.jsonl");
  }

  @Test
  void fileHasItsNameOnlyWhenTheInputHasEnded() throws Exception {
    try (JsonLinesWriter writer = JsonLinesWriter.open(file, 0)) {
      write(writer, "a", "b");
      writer.flush(false);
      assertThat(file).doesNotExist();

      writer.flush(true);
    }

    assertThat(file).hasContent("a\nb\n");
    assertThat(JsonLinesWriter.partOf(file)).doesNotExist();
  }

  @Test
  void linesAfterTheLastCheckpointAreCutAway() throws Exception {
    long length;
    try (JsonLinesWriter writer = JsonLinesWriter.open(file, 0)) {
      write(writer, "a");
      length = writer.snapshotState(1).get(0);
      write(writer, "lost");
      writer.flush(false);
    }

    try (JsonLinesWriter writer = JsonLinesWriter.open(file, length)) {
      write(writer, "b");
      writer.flush(true);
    }

    assertThat(file).hasContent("a\nb\n");
  }

  @Test
  void failureAfterTheEndOfInputRepeatsNothing() throws Exception {
    long length;
    try (JsonLinesWriter writer = JsonLinesWriter.open(file, 0)) {
      write(writer, "a");
      length = writer.snapshotState(1).get(0);
      write(writer, "b");
      writer.flush(true);
    }

    try (JsonLinesWriter writer = JsonLinesWriter.open(file, length)) {
      assertThat(file).doesNotExist();
      write(writer, "b");
      writer.flush(true);
    }

    assertThat(file).hasContent("a\nb\n");
  }

  @Test
  void resultOfAnEarlierRunIsRemovedAtStart() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "old\n");
    Files.writeString(JsonLinesWriter.partOf(file), "older and longer\n");

    try (JsonLinesWriter writer = JsonLinesWriter.open(file, 0)) {
      assertThat(file).doesNotExist();
      writer.flush(true);
    }

    assertThat(file).isEmptyFile();
  }

  @Test
  void partShorterThanItsCheckpointIsRefused() throws Exception {
    try (JsonLinesWriter writer = JsonLinesWriter.open(file, 0)) {
      write(writer, "a");
      writer.flush(false);
    }

    assertThatThrownBy(() -> JsonLinesWriter.open(file, 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must hold at least 100 bytes");
  }

  private static void write(JsonLinesWriter writer, String... lines) throws IOException {
    for (String line : lines) {
      byte[] value = line.getBytes(StandardCharsets.UTF_8);
      writer.write(new OutputRecord(null, value, List.of()), NO_TIME);
    }
  }
}
