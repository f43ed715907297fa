package io.flinkdomino.operators.prompt;

import io.flinkdomino.schemas.PromptRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificDatumReader;

/** One Avro binary datum, written with this release's schema, to a {@link PromptRecord}. */
final class AvroPromptReader implements PromptReader {

  @Override
  public PromptRecord read(byte[] value) throws InvalidPromptException {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    PromptRecord record = datum(bytes);
    if (bytes.hasRemaining()) {
      throw InvalidPromptException.unreadable(
          "value must be one Avro PromptRecord, got " + bytes.remaining() + " bytes behind it");
    }
    return record;
  }

  private static PromptRecord datum(ByteBuffer bytes) throws InvalidPromptException {
    try {
      return new SpecificDatumReader<>(PromptRecord.class).read(null, new StrictAvroDecoder(bytes));
    } catch (IOException e) {
      throw InvalidPromptException.unreadable(
          "value must be one Avro PromptRecord, got " + e.getMessage());
    } catch (AvroRuntimeException | IndexOutOfBoundsException e) {
      // A union branch that does not exist. Avro's own message may quote the data.
      throw InvalidPromptException.unreadable(
          "value must be one Avro PromptRecord, got a wrong type before byte " + bytes.position());
    }
  }
}
