package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.RecordHeader;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RecordTypesTest {

  private static final List<RecordHeader> HEADERS =
      List.of(new RecordHeader("trace", new byte[] {9}), new RecordHeader("trace", null));

  @Test
  void inputSurvivesSerialization() throws Exception {
    InputRecord record =
        new InputRecord("prompts", 3, 1L << 40, 7, new byte[] {1}, new byte[] {2, 3}, HEADERS);

    assertThat(copy(RecordTypes.INPUT, record)).usingRecursiveComparison().isEqualTo(record);
  }

  @Test
  void tombstoneWithoutKeySurvivesSerialization() throws Exception {
    InputRecord tombstone = new InputRecord("prompts", 0, 0, 0, null, null, List.of());

    assertThat(copy(RecordTypes.INPUT, tombstone)).usingRecursiveComparison().isEqualTo(tombstone);
  }

  @Test
  void outputSurvivesSerializationWithAndWithoutKey() throws Exception {
    for (byte[] key : new byte[][] {{1, 2}, null}) {
      OutputRecord record = new OutputRecord(key, new byte[] {5}, HEADERS);

      assertThat(copy(RecordTypes.OUTPUT, record)).usingRecursiveComparison().isEqualTo(record);
    }
  }

  @Test
  void recordsAreSerializedAsPojos() {
    assertThat(serializer(RecordTypes.INPUT)).isInstanceOf(PojoSerializer.class);
    assertThat(serializer(RecordTypes.OUTPUT)).isInstanceOf(PojoSerializer.class);
  }

  private static <T> T copy(TypeInformation<T> type, T record) throws IOException {
    TypeSerializer<T> serializer = serializer(type);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(serializer.copy(record), out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T copy = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return copy;
  }

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }
}
