package io.flinkdomino.operators.registry;

import java.nio.ByteBuffer;

/** The five bytes before an Avro datum: magic byte 0 and the schema's id, big-endian. */
public final class ConfluentHeader {

  /** Its length. */
  public static final int BYTES = 5;

  /** Its first byte. */
  public static final byte MAGIC = 0;

  private ConfluentHeader() {}

  /** The header of data written with the schema of this id. */
  public static byte[] of(int schemaId) {
    return ByteBuffer.allocate(BYTES).put(MAGIC).putInt(schemaId).array();
  }
}
