package io.flinkdomino.operators.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.emit.RecordSize;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.Inputs;
import io.flinkdomino.operators.prompt.RecordHeader;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.schemas.DeadLetterRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterEncoderTest {

  private static final int MAX = 16_384;
  private static final Refusal REFUSAL =
      new Refusal(FailureReason.INVALID_FIELD, "n must be between 1 and 128, got 0");

  @Test
  void writesJsonThatSaysWhyAndWhence() throws IOException {
    OutputRecord letter =
        new DeadLetterEncoder(WireFormat.JSON, MAX)
            .encode(Inputs.json("{}"), REFUSAL, Optional.of("q-1"));
    assertThat(new ObjectMapper().readTree(letter.value()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"reason": "INVALID_FIELD", "message": "n must be between 1 and 128, got 0",
                     "id": "q-1", "key": "a2V5LTE=", "key_omitted": false,
                     "source_topic": "prompts", "source_partition": 3, "source_offset": 42,
                     "source_timestamp": 1700000000000,
                     "headers": [{"key": "trace", "value": "YWJj"}, {"key": "empty", "value": null}],
                     "headers_omitted": 0, "original_bytes": "e30=", "original_size": 2,
                     "truncated": false}
                    """));
    assertThat(letter.key()).isEqualTo(Inputs.utf8("key-1"));
    assertThat(letter.headers()).hasSize(2);
  }

  @Test
  void writesTombstonesWithoutOriginal() throws IOException {
    OutputRecord letter =
        new DeadLetterEncoder(WireFormat.JSON, MAX)
            .encode(Inputs.of(null), REFUSAL, Optional.empty());
    JsonNode json = new ObjectMapper().readTree(letter.value());
    assertThat(json.get("id").isNull()).isTrue();
    assertThat(json.get("original_bytes").isNull()).isTrue();
    assertThat(json.get("original_size").intValue()).isZero();
    assertThat(json.get("truncated").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void cutsOriginalBytesToFillTheRecord(WireFormat format) throws IOException {
    byte[] value = new byte[MAX * 3];
    value[0] = 7;
    InputRecord source = Inputs.of(value);
    OutputRecord letter =
        new DeadLetterEncoder(format, MAX).encode(source, REFUSAL, Optional.empty());
    assertThat(RecordSize.of(letter)).isBetween(MAX - 16L, (long) MAX);
    if (format == WireFormat.AVRO) {
      DeadLetterRecord read = read(letter);
      assertThat(read.getTruncated()).isTrue();
      assertThat(read.getOriginalSize()).isEqualTo(value.length);
      assertThat(read.getOriginalBytes().get(0)).isEqualTo((byte) 7);
      assertThat(read.getKeyOmitted()).isFalse();
    }
  }

  @Test
  void leavesOutTheKeyThatDoesNotFit() throws IOException {
    OutputRecord letter =
        new DeadLetterEncoder(WireFormat.AVRO, MAX)
            .encode(input(new byte[MAX / 4], List.of(), new byte[10]), REFUSAL, Optional.of("q-1"));
    assertThat(letter.key()).isNull();
    DeadLetterRecord read = read(letter);
    assertThat(read.getKey()).isNull();
    assertThat(read.getKeyOmitted()).isTrue();
    assertThat(read.getOriginalBytes()).isEqualTo(ByteBuffer.allocate(10));
  }

  @Test
  void leavesOutTheLastHeadersThatDoNotFit() throws IOException {
    RecordHeader small = new RecordHeader("small", new byte[10]);
    RecordHeader large = new RecordHeader("large", new byte[MAX]);
    OutputRecord letter =
        new DeadLetterEncoder(WireFormat.AVRO, MAX)
            .encode(
                input(null, List.of(small, large, small), new byte[10]),
                REFUSAL,
                Optional.of("q-1"));
    assertThat(letter.headers()).containsExactly(small);
    DeadLetterRecord read = read(letter);
    assertThat(read.getHeaders()).hasSize(1);
    assertThat(read.getHeadersOmitted()).isEqualTo(2);
    assertThat(read.getKeyOmitted()).isFalse();
  }

  static Stream<Arguments> anyRecordThatFitsTheBroker() {
    List<Arguments> cases = new ArrayList<>();
    List<byte[]> keys = Stream.of(0, 10, 1_360, 2_040, 100_000).map(byte[]::new).toList();
    List<RecordHeader> many = Collections.nCopies(5_000, new RecordHeader("h", new byte[1]));
    List<RecordHeader> wide = List.of(new RecordHeader("h".repeat(100_000), null));
    for (WireFormat format : WireFormat.values()) {
      for (byte[] key : keys) {
        for (List<RecordHeader> headers : List.of(List.<RecordHeader>of(), many, wide)) {
          for (int size : new int[] {0, 1, 5_000, 1_000_000}) {
            cases.add(Arguments.of(format, input(key, headers, new byte[size])));
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("anyRecordThatFitsTheBroker")
  void alwaysFits(WireFormat format, InputRecord source) {
    Refusal worst = new Refusal(FailureReason.INVALID_FIELD, "\u0001".repeat(10_000));
    for (int max : new int[] {DeadLetterEncoder.MIN_RECORD_BYTES, 20_001, 100_003}) {
      OutputRecord letter =
          new DeadLetterEncoder(format, max)
              .encode(source, worst, Optional.of("\u0002".repeat(256)));
      assertThat(RecordSize.of(letter)).isLessThanOrEqualTo(max);
    }
  }

  @Test
  void refusesLimitsThatCannotHoldTheReason() {
    assertThatThrownBy(() -> new DeadLetterEncoder(WireFormat.JSON, 8_191))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxRecordBytes must be at least 8192, got 8191");
  }

  @ParameterizedTest
  @EnumSource
  void schemaDocumentsEveryReason(FailureReason reason) {
    assertThat(DeadLetterRecord.getClassSchema().getField("reason").doc()).contains(reason.name());
  }

  private static InputRecord input(byte[] key, List<RecordHeader> headers, byte[] value) {
    return new InputRecord("\u0003".repeat(300), 0, 1, 2, key, value, headers);
  }

  private static DeadLetterRecord read(OutputRecord letter) throws IOException {
    return new SpecificDatumReader<>(DeadLetterRecord.class)
        .read(null, DecoderFactory.get().binaryDecoder(letter.value(), null));
  }
}
