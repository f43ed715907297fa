package io.flinkdomino.examples;

import io.flinkdomino.schemas.CompletionRecord;
import java.io.IOException;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/** Prints id, index, text and acceptance length of completions in Avro. */
public final class ReadAvroCompletions {

  private ReadAvroCompletions() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(
        CompletionReader.run(
            Arguments.ofReader("ReadAvroCompletions", arguments), ReadAvroCompletions::line));
  }

  private static String line(byte[] value) throws IOException {
    CompletionRecord completion =
        new SpecificDatumReader<>(CompletionRecord.class)
            .read(null, DecoderFactory.get().binaryDecoder(value, null));
    return "%s [completion %d, %s tokens, %.2f per verification]: %s"
        .formatted(
            completion.getId(),
            completion.getIndex(),
            completion.getUsage().getCompletionTokens(),
            completion.getAcceptance().getAcceptanceLength(),
            completion.getText());
  }
}
