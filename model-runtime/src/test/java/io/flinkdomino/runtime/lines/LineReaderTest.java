package io.flinkdomino.runtime.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {

  @TempDir Path folder;

  @Test
  void linesEndWithLfCrlfOrTheFile() throws Exception {
    assertThat(read("a\nb\r\nc", 10)).containsExactly("0:a", "1:b", "2:c");
    assertThat(read("a\n", 10)).containsExactly("0:a");
    assertThat(read("", 10)).isEmpty();
  }

  @Test
  void blankLinesAreSkippedButCounted() throws Exception {
    assertThat(read("\n\r\n  \t\na\n\nb\n \n", 10)).containsExactly("3:a", "5:b");
  }

  @Test
  void carriageReturnInsideALineIsKept() throws Exception {
    assertThat(read("a\rb\r\r\nc\r", 10)).containsExactly("0:a\rb\r", "1:c");
  }

  @Test
  void longLineIsCutAndMadeUnreadable() throws Exception {
    assertThat(read("12345\n123456\r\n1\n", 5)).containsExactly("0:12345", "1:12345\0", "2:1");
  }

  @Test
  void lineThatWasCutSaysWhy() throws Exception {
    try (LineReader reader = LineReader.open(write("12345\n123456\n"), 5)) {
      assertThat(reader.next().orElseThrow().isCut()).isFalse();
      LineReader.Line cut = reader.next().orElseThrow();
      assertThat(cut.isCut()).isTrue();
      assertThat(cut.whyCut())
          .isEqualTo("the line must have at most max-line-size = 5 bytes, got more");
    }
  }

  @Test
  void byteOrderMarkIsSkipped() throws Exception {
    assertThat(read("\uFEFFa\n", 10)).containsExactly("0:a");
    assertThat(read("\uFEFF", 10)).isEmpty();
  }

  @Test
  void countEqualsTheLinesRead() throws Exception {
    Path file = write("\na\n\n" + "b".repeat(1000) + "\r\n c");

    assertThat(LineReader.count(file)).isEqualTo(3);
  }

  private List<String> read(String content, int maxBytes) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = LineReader.open(write(content), maxBytes)) {
      for (Optional<LineReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
        String text = new String(line.get().bytes(), StandardCharsets.UTF_8);
        lines.add(line.get().number() + ":" + text);
      }
    }
    return lines;
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("lines"), content);
  }
}
