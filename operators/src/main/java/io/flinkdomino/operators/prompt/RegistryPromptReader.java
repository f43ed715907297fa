package io.flinkdomino.operators.prompt;

import io.flinkdomino.operators.registry.ConfluentHeader;
import io.flinkdomino.schemas.PromptRecord;
import java.nio.ByteBuffer;

/**
 * Confluent's header and one Avro datum, written with the schema that the header names. Not
 * thread-safe.
 */
final class RegistryPromptReader implements PromptReader {

  private final PromptSchemas schemas;

  RegistryPromptReader(PromptSchemas schemas) {
    this.schemas = schemas;
  }

  @Override
  public PromptRecord read(byte[] value) throws InvalidPromptException {
    if (value.length < ConfluentHeader.BYTES) {
      throw badHeader(value.length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(value);
    byte magic = bytes.get();
    if (magic != ConfluentHeader.MAGIC) {
      throw badHeader("first byte " + Byte.toUnsignedInt(magic));
    }
    return schemas.of(bytes.getInt()).read(bytes);
  }

  private static InvalidPromptException badHeader(String found) {
    return InvalidPromptException.unreadable(
        "value must start with magic byte 0 and the 4 bytes of a schema id, got " + found);
  }
}
