package io.flinkdomino.job.connectors;

import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A file length as eight bytes. */
final class LengthSerializer implements SimpleVersionedSerializer<Long> {

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(Long length) {
    return ByteBuffer.allocate(Long.BYTES).putLong(length).array();
  }

  @Override
  public Long deserialize(int version, byte[] serialized) {
    return ByteBuffer.wrap(serialized).getLong();
  }
}
