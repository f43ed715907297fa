package io.flinkdomino.operators.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.Inputs;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.model.ModelFingerprint;
import io.flinkdomino.schemas.CompletionRecord;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompletionEncoderTest {

  private static final InputRecord SOURCE = Inputs.of(new byte[0]);

  private static final CompletionRecord COMPLETION =
      new CompletionMapper(new ModelFingerprint("t", "d", "k", "c"))
          .completion(Results.of(true, true), SOURCE, Map.of(), 1);

  @ParameterizedTest
  @EnumSource
  void keepsKeyAndHeadersOfThePrompt(WireFormat format) {
    var fits =
        (EncodedCompletion.Fits)
            new CompletionEncoder(format, 1_048_576).encode(COMPLETION, SOURCE);
    assertThat(fits.record().key()).isEqualTo(SOURCE.key());
    assertThat(fits.record().headers()).isEqualTo(SOURCE.headers());
    assertThat(fits.record().value()).isEqualTo(new RecordEncoder(format).encode(COMPLETION));
  }

  @ParameterizedTest
  @EnumSource
  void refusesTheFirstByteTooMany(WireFormat format) {
    var fits =
        (EncodedCompletion.Fits)
            new CompletionEncoder(format, 1_048_576).encode(COMPLETION, SOURCE);
    int size = (int) RecordSize.of(fits.record());
    assertThat(new CompletionEncoder(format, size).encode(COMPLETION, SOURCE))
        .isInstanceOf(EncodedCompletion.Fits.class);
    var tooLarge =
        (EncodedCompletion.TooLarge)
            new CompletionEncoder(format, size - 1).encode(COMPLETION, SOURCE);
    assertThat(tooLarge.refusal().reason()).isEqualTo(FailureReason.COMPLETION_TOO_LARGE);
    assertThat(tooLarge.refusal().message())
        .isEqualTo(
            "completion must be at most %d bytes with key and headers, got %d"
                .formatted(size - 1, size));
  }

  @Test
  void countsAtLeastWhatKafkaCounts() {
    var record =
        ((EncodedCompletion.Fits)
                new CompletionEncoder(WireFormat.JSON, 1_048_576).encode(COMPLETION, SOURCE))
            .record();
    RecordHeaders headers = new RecordHeaders();
    record.headers().forEach(header -> headers.add(header.key(), header.value()));
    var sent = new ProducerRecord<>("t", null, record.key(), record.value(), headers);
    int kafka =
        AbstractRecords.estimateSizeInBytesUpperBound(
            RecordBatch.CURRENT_MAGIC_VALUE,
            CompressionType.NONE,
            sent.key(),
            sent.value(),
            sent.headers().toArray());
    assertThat(RecordSize.of(record)).isBetween((long) kafka, kafka + 64L);
  }
}
