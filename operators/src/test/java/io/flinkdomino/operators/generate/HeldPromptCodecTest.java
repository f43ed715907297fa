package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.RecordHeader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldPromptCodecTest {

  @Test
  void promptSurvives() throws IOException {
    assertSurvives(
        new InputRecord(
            "prompts-é",
            7,
            1L << 40,
            1_700_000_000_000L,
            new byte[] {0, -1},
            new byte[] {1, 2, 3},
            List.of(
                new RecordHeader("trace", new byte[] {9}), new RecordHeader("trace", new byte[0]))),
        3);
  }

  @Test
  void absentKeyValueAndHeaderValueStayAbsent() throws IOException {
    assertSurvives(
        new InputRecord("prompts", 0, 0, 0, null, null, List.of(new RecordHeader("h", null))), 1);
  }

  @Test
  void emptyKeyAndValueStayEmpty() throws IOException {
    assertSurvives(new InputRecord("p", 0, 0, -1, new byte[0], new byte[0], List.of()), 1);
  }

  @Test
  void headerNameBeyond64KibSurvives() throws IOException {
    String name = "ñ".repeat(70_000);
    assertSurvives(
        new InputRecord("p", 0, 0, 0, null, null, List.of(new RecordHeader(name, null))), 1);
  }

  @Test
  void promptOfOneMebibyteSurvives() throws IOException {
    byte[] value = new byte[1 << 20];
    Arrays.fill(value, (byte) 7);
    InputRecord source = new InputRecord("p", 0, 0, 0, null, value, List.of());

    HeldPrompt copy = HeldPromptCodec.read(HeldPromptCodec.write(new HeldPrompt(source, 1)));

    assertThat(copy.source().value()).isEqualTo(value);
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    byte[] bytes = bytes();
    bytes[0] = 9;

    assertThatThrownBy(() -> HeldPromptCodec.read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("held prompt must have state version 1, got 9");
  }

  @Test
  void stateThatBreaksOffIsRefused() throws IOException {
    byte[] bytes = bytes();

    assertThatThrownBy(() -> HeldPromptCodec.read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IOException.class);
  }

  private static byte[] bytes() throws IOException {
    return HeldPromptCodec.write(
        new HeldPrompt(new InputRecord("p", 0, 0, 0, null, new byte[4], List.of()), 1));
  }

  private static void assertSurvives(InputRecord source, int attempt) throws IOException {
    HeldPrompt prompt = new HeldPrompt(source, attempt);

    HeldPrompt copy = HeldPromptCodec.read(HeldPromptCodec.write(prompt));

    assertThat(copy).usingRecursiveComparison().isEqualTo(prompt);
  }
}
