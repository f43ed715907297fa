package io.flinkdomino.operators.emit;

import io.flinkdomino.operators.prompt.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Any record of the schemas to bytes. JSON is one line without line feed: names in snake_case,
 * enums in lower case, bytes in base64, and null written as such except where the schema says
 * {@code jsonOmitNull}.
 */
public final class RecordEncoder {

  private final WireFormat format;

  /**
   * @param format how the bytes look
   */
  public RecordEncoder(WireFormat format) {
    this.format = format;
  }

  /**
   * Encodes one record.
   *
   * @throws IllegalArgumentException if a number is NaN or infinite and the format is JSON
   */
  public byte[] encode(SpecificRecord record) {
    return switch (format) {
      case AVRO -> avro(record);
      case JSON -> JsonText.of(record).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static byte[] avro(SpecificRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
