package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.RecordHeader;
import io.flinkdomino.runtime.batch.GenerationProgress;
import io.flinkdomino.runtime.emit.DecodeCycle;
import io.flinkdomino.runtime.emit.Timings;
import io.flinkdomino.runtime.emit.TokenLogprob;
import io.flinkdomino.runtime.sampling.DrawReport;
import io.flinkdomino.runtime.sampling.DrawnToken;
import io.flinkdomino.runtime.stats.Acceptance;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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

    HeldPrompt copy =
        HeldPromptCodec.read(HeldPromptCodec.write(HeldPrompt.first(source, "model")));

    assertThat(copy.source().value()).isEqualTo(value);
  }

  /** Three completions: one with everything that can be asked for, a plain one, one not begun. */
  @Test
  void progressSurvives() throws IOException {
    DrawReport report =
        new DrawReport(0.25, new TokenLogprob(7, -1.5), List.of(new TokenLogprob(8, -0.5)));
    GenerationProgress reported =
        new GenerationProgress(
            List.of(new DrawnToken(7, Optional.of(report))),
            new Acceptance(3, 12, 11, 5, List.of(3L, 2L, 0L)),
            List.of(new DecodeCycle(1, List.of(2, 3), 1, 4)),
            new Timings(
                Duration.ofNanos(1), Duration.ofNanos(2), Duration.ofNanos(3), Duration.ofDays(4)));
    GenerationProgress plain =
        GenerationProgress.of(List.of(DrawnToken.of(1), DrawnToken.of(151_935)));
    InputRecord source = new InputRecord("p", 0, 0, 0, null, null, List.of());
    HeldPrompt prompt =
        new HeldPrompt(source, 4, 2, "m", List.of(reported, plain, GenerationProgress.NONE));

    HeldPrompt copy = HeldPromptCodec.read(HeldPromptCodec.write(prompt));

    assertThat(copy).isEqualTo(prompt);
    assertThat(copy.tokens()).isEqualTo(3);
  }

  /** As version 1 wrote it. */
  @Test
  void stateOfVersion1IsAPromptThatHasNotBegun() throws IOException {
    byte[] version1 =
        HexFormat.of()
            .parseHex(
                "01"
                    + "00000003"
                    + "000170"
                    + "00000007"
                    + "0000000000000009"
                    + "000000000000000a"
                    + "ffffffff"
                    + "0000000101"
                    + "00000000");

    HeldPrompt prompt = HeldPromptCodec.read(version1);

    assertThat(prompt.attempt()).isEqualTo(3);
    assertThat(prompt.source().offset()).isEqualTo(9);
    assertThat(prompt.source().value()).containsExactly(1);
    assertThat(prompt.progress()).isEmpty();
    assertThat(prompt.fruitless()).isZero();
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    byte[] bytes = bytes();
    bytes[0] = 9;

    assertThatThrownBy(() -> HeldPromptCodec.read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("held prompt must have state version 1 to 2, got 9");
  }

  @Test
  void stateThatBreaksOffIsRefused() throws IOException {
    byte[] bytes = bytes();

    assertThatThrownBy(() -> HeldPromptCodec.read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IOException.class);
  }

  private static byte[] bytes() throws IOException {
    return HeldPromptCodec.write(
        HeldPrompt.first(new InputRecord("p", 0, 0, 0, null, new byte[4], List.of()), "model"));
  }

  private static void assertSurvives(InputRecord source, int attempt) throws IOException {
    HeldPrompt prompt = new HeldPrompt(source, attempt, attempt + 1, "a model", List.of());

    HeldPrompt copy = HeldPromptCodec.read(HeldPromptCodec.write(prompt));

    assertThat(copy).usingRecursiveComparison().isEqualTo(prompt);
  }
}
