package io.flinkdomino.operators.emit;

import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.admission.FailureReason;
import io.flinkdomino.runtime.admission.Refusal;
import io.flinkdomino.schemas.CompletionRecord;

/** Completions to records for the sink, under the prompt's own key and headers. */
public final class CompletionEncoder {

  private final RecordEncoder encoder;
  private final int maxRecordBytes;

  /**
   * @param format how completions look
   * @param maxRecordBytes the most the broker takes, {@code message.max.bytes}
   */
  public CompletionEncoder(WireFormat format, int maxRecordBytes) {
    this(new RecordEncoder(format), maxRecordBytes);
  }

  /**
   * @param encoder writes completions
   * @param maxRecordBytes the most the broker takes, {@code message.max.bytes}
   */
  public CompletionEncoder(RecordEncoder encoder, int maxRecordBytes) {
    this.encoder = encoder;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Encodes one completion, or says that it is too large together with key and headers. */
  public EncodedCompletion encode(CompletionRecord completion, InputRecord source) {
    OutputRecord record =
        new OutputRecord(source.key(), encoder.encode(completion), source.headers());
    long bytes = RecordSize.of(record);
    if (bytes <= maxRecordBytes) {
      return new EncodedCompletion.Fits(record);
    }
    String message =
        "completion must be at most "
            + maxRecordBytes
            + " bytes with key and headers, got "
            + bytes;
    return new EncodedCompletion.TooLarge(new Refusal(FailureReason.COMPLETION_TOO_LARGE, message));
  }
}
