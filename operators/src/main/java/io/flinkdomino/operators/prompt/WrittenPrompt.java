package io.flinkdomino.operators.prompt;

import io.flinkdomino.schemas.PromptRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads prompts that were written with one schema, older or newer than this release's. Not
 * thread-safe.
 */
final class WrittenPrompt {

  private final Schema writer;
  private final SpecificDatumReader<PromptRecord> reader =
      new SpecificDatumReader<>(PromptRecord.class);

  WrittenPrompt(Schema writer) {
    this.writer = writer;
    reader.setSchema(writer);
  }

  /** Reads the rest of the buffer. */
  PromptRecord read(ByteBuffer datum) throws InvalidPromptException {
    try {
      // What Avro's resolution does with bytes, it does only with bytes that passed.
      DatumCheck.check(writer, datum.duplicate());
      return reader.read(null, new StrictAvroDecoder(datum));
    } catch (IOException e) {
      throw InvalidPromptException.unreadable(
          "value must be one Avro datum of its schema, got " + e.getMessage());
    } catch (AvroRuntimeException | IndexOutOfBoundsException e) {
      // Avro's own message may quote the data.
      throw InvalidPromptException.unreadable(
          "value must be one Avro datum of its schema, got a wrong type before byte "
              + datum.position());
    }
  }
}
