package io.flinkdomino.operators.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkdomino.operators.deadletter.DeadLetterEncoder;
import io.flinkdomino.operators.prompt.Inputs;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.schemas.CompletionRecord;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {

  private static final CompletionRecord RECORD = CompletionRecord.newBuilder().setId("q").build();

  @Test
  void schemaIdGoesBeforeTheDatumBigEndian() {
    byte[] framed = new RecordEncoder(WireFormat.AVRO, OptionalInt.of(0x01020304)).encode(RECORD);
    assertThat(framed).startsWith(0, 1, 2, 3, 4);
    assertThat(Arrays.copyOfRange(framed, 5, framed.length))
        .isEqualTo(new RecordEncoder(WireFormat.AVRO).encode(RECORD));
  }

  @Test
  void jsonHasNoSchemaId() {
    assertThatThrownBy(() -> new RecordEncoder(WireFormat.JSON, OptionalInt.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("only Avro has a schema id, got format json");
  }

  @Test
  void deadLettersFitWithTheirSchemaIdToo() {
    int most = DeadLetterEncoder.MIN_RECORD_BYTES;
    DeadLetterEncoder deadLetters =
        new DeadLetterEncoder(new RecordEncoder(WireFormat.AVRO, OptionalInt.of(7)), most);
    OutputRecord letter =
        deadLetters.encode(
            Inputs.of(new byte[3 * most]),
            new Refusal(FailureReason.UNREADABLE, "m"),
            Optional.empty());
    assertThat(letter.value()).startsWith(0, 0, 0, 0, 7);
    assertThat(RecordSize.of(letter)).isBetween(most - 10L, (long) most);
  }
}
