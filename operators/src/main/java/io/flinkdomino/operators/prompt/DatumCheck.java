package io.flinkdomino.operators.prompt;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/**
 * Walks a datum along the schema that it was written with, before Avro reads it.
 *
 * <p>A writer's schema may hold what a prompt has not: recursive types, over which data nests
 * without end, and types without bytes, of which eleven bytes announce billions. So this bounds the
 * levels and the values, takes every length and count against what is left, and wants the datum to
 * end where the record does.
 */
final class DatumCheck {

  static final int MAX_DEPTH = 128;

  /** A union of one byte in a record of its own makes three. */
  private static final long VALUES_PER_BYTE = 8;

  private final ByteBuffer bytes;
  private final StrictAvroDecoder decoder;
  private long valuesLeft;

  private DatumCheck(ByteBuffer bytes) {
    this.bytes = bytes;
    this.decoder = new StrictAvroDecoder(bytes);
    this.valuesLeft = SchemaSize.MAX_TYPES + VALUES_PER_BYTE * bytes.remaining();
  }

  /**
   * Checks that the buffer holds one datum.
   *
   * @throws IOException saying what was found instead, without showing data
   */
  static void check(Schema writer, ByteBuffer bytes) throws IOException {
    new DatumCheck(bytes).value(writer, 1);
    if (bytes.hasRemaining()) {
      throw new IOException(bytes.remaining() + " bytes behind it");
    }
  }

  private void value(Schema schema, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw bad("more than " + MAX_DEPTH + " levels");
    }
    if (--valuesLeft < 0) {
      throw bad("more values than its bytes can hold");
    }
    switch (schema.getType()) {
      case NULL -> decoder.readNull();
      case BOOLEAN -> decoder.readBoolean();
      case INT -> decoder.readInt();
      case LONG -> decoder.readLong();
      case FLOAT -> decoder.skipFixed(Float.BYTES);
      case DOUBLE -> decoder.skipFixed(Double.BYTES);
      case STRING, BYTES -> decoder.skipBytes();
      case FIXED -> decoder.skipFixed(schema.getFixedSize());
      case ENUM -> index(decoder.readEnum(), schema.getEnumSymbols().size(), "an enum symbol");
      case UNION -> {
        int branch = index(decoder.readIndex(), schema.getTypes().size(), "a union branch");
        value(schema.getTypes().get(branch), depth + 1);
      }
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          value(field.schema(), depth + 1);
        }
      }
      case ARRAY -> blocks(schema.getElementType(), false, depth);
      case MAP -> blocks(schema.getValueType(), true, depth);
    }
  }

  private void blocks(Schema item, boolean hasKeys, int depth) throws IOException {
    for (long count = decoder.readLong(); count != 0; count = decoder.readLong()) {
      // A block with its size may be jumped over, so the size must be true.
      int size = count < 0 ? decoder.blockBytes() : -1;
      int end = bytes.position() + size;
      for (long left = Math.abs(count); left != 0; left--) {
        if (hasKeys) {
          decoder.skipBytes();
        }
        value(item, depth + 1);
      }
      if (count < 0 && bytes.position() != end) {
        throw bad("a block of another size than it says");
      }
    }
  }

  private int index(int index, int count, String what) throws IOException {
    if (index < 0 || index >= count) {
      throw bad(what + " that does not exist");
    }
    return index;
  }

  private IOException bad(String what) {
    return new IOException(what + " before byte " + bytes.position());
  }
}
