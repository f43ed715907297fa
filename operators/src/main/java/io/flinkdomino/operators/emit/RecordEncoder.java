package io.flinkdomino.operators.emit;

import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.operators.registry.ConfluentHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
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
  private final byte[] header;

  /**
   * @param format how the bytes look
   */
  public RecordEncoder(WireFormat format) {
    this(format, OptionalInt.empty());
  }

  /**
   * An encoder for records of one schema.
   *
   * @param schemaId the schema's id in the registry, which goes before the datum; only with Avro
   */
  public RecordEncoder(WireFormat format, OptionalInt schemaId) {
    if (schemaId.isPresent() && format != WireFormat.AVRO) {
      throw new IllegalArgumentException("only Avro has a schema id, got format " + format);
    }
    this.format = format;
    this.header = schemaId.isPresent() ? ConfluentHeader.of(schemaId.getAsInt()) : new byte[0];
  }

  /** How the bytes look. */
  public WireFormat format() {
    return format;
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

  private byte[] avro(SpecificRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
