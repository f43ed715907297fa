package io.flinkdomino.tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.schemas.AcceptanceMetricsRecord;
import io.flinkdomino.schemas.CompletionRecord;
import io.flinkdomino.schemas.DeadLetterRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Output records of both wire formats, as JSON. */
final class OutputDecoder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireFormat format;

  OutputDecoder(WireFormat format) {
    this.format = format;
  }

  JsonNode completion(byte[] value) {
    return decode(value, CompletionRecord.class);
  }

  JsonNode deadLetter(byte[] value) {
    return decode(value, DeadLetterRecord.class);
  }

  JsonNode metrics(byte[] value) {
    return decode(value, AcceptanceMetricsRecord.class);
  }

  private <T extends SpecificRecord> JsonNode decode(byte[] value, Class<T> type) {
    try {
      return JSON.readTree(format == WireFormat.JSON ? value : avroToJson(value, type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T extends SpecificRecord> byte[] avroToJson(byte[] value, Class<T> type)
      throws IOException {
    T record =
        new SpecificDatumReader<>(type).read(null, DecoderFactory.get().binaryDecoder(value, null));
    return new RecordEncoder(WireFormat.JSON).encode(record);
  }
}
