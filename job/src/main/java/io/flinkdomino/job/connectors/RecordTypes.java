package io.flinkdomino.job.connectors;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.prompt.InputRecord;
import io.flinkdomino.operators.prompt.RecordHeader;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * How the records that cross the job's edges are serialized: as POJOs, whose fields may be null.
 */
public final class RecordTypes {

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private static final TypeInformation<List<RecordHeader>> HEADERS =
      Types.LIST(Types.POJO(RecordHeader.class, Map.of("key", Types.STRING, "value", BYTES)));

  /** Type of {@link InputRecord}. */
  public static final TypeInformation<InputRecord> INPUT =
      Types.POJO(
          InputRecord.class,
          Map.of(
              "topic", Types.STRING,
              "partition", Types.INT,
              "offset", Types.LONG,
              "timestamp", Types.LONG,
              "key", BYTES,
              "value", BYTES,
              "headers", HEADERS));

  /** Type of {@link OutputRecord}. */
  public static final TypeInformation<OutputRecord> OUTPUT =
      Types.POJO(OutputRecord.class, Map.of("key", BYTES, "value", BYTES, "headers", HEADERS));

  private RecordTypes() {}
}
