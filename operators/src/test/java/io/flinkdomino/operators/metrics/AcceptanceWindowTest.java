package io.flinkdomino.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkdomino.operators.emit.RecordEncoder;
import io.flinkdomino.operators.emit.Results;
import io.flinkdomino.operators.prompt.WireFormat;
import io.flinkdomino.runtime.stats.Acceptance;
import io.flinkdomino.schemas.AcceptanceMetricsRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AcceptanceWindowTest {

  private static final MetricsSource SOURCE = new MetricsSource("demo", "0a", 1, 2, "cpu");
  private static final EngineLoad LOAD = new EngineLoad(3.5, 7, 0.25, 0.5, 0.25, 0.25);

  private static AcceptanceWindow twoResults() {
    return AcceptanceWindow.startingAt(1_000)
        .plus(Results.of(true, true))
        .plus(Results.of(false, false));
  }

  @Test
  void sumsResults() {
    assertThat(twoResults())
        .isEqualTo(new AcceptanceWindow(1_000, 2, 22, 6, 4, 16, 12, 6, List.of(4L, 2L, 0L)));
    assertThat(twoResults().acceptance())
        .isEqualTo(new Acceptance(4, 16, 12, 6, List.of(4L, 2L, 0L)));
  }

  @Test
  void mergesWindowsFromTheEarlierStart() {
    AcceptanceWindow merged = AcceptanceWindow.startingAt(900).plus(twoResults());
    assertThat(merged)
        .isEqualTo(new AcceptanceWindow(900, 2, 22, 6, 4, 16, 12, 6, List.of(4L, 2L, 0L)));
    assertThat(twoResults().plus(AcceptanceWindow.startingAt(900))).isEqualTo(merged);
  }

  @Test
  void writesTheRecordUnderVllmsNames() {
    AcceptanceMetricsRecord record = twoResults().toRecord(SOURCE, LOAD, 4_000);
    assertThat(
            new String(new RecordEncoder(WireFormat.JSON).encode(record), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"job_name":"demo","job_id":"0a","subtask_index":1,"parallelism":2,"device":"cpu",\
            "window_start":1000,"window_end":4000,"requests":2,"prompt_tokens":22,\
            "completion_tokens":6,"num_drafts":4,"num_proposed_tokens":16,"num_draft_tokens":12,\
            "num_accepted_tokens":6,"num_accepted_tokens_per_pos":[4,2,0],\
            "acceptance_length":2.5,"tokens_per_second":2.0,"mean_running":3.5,"waiting":7,\
            "kv_usage":0.25,"draft_time_share":0.5,"verify_time_share":0.25,\
            "other_time_share":0.25}""");
  }

  @Test
  void emptyWindowHasNoRates() {
    AcceptanceMetricsRecord record = AcceptanceWindow.startingAt(1_000).toRecord(SOURCE, LOAD, 999);
    assertThat(record.getWindowEnd()).isEqualTo(1_000);
    assertThat(record.getTokensPerSecond()).isZero();
    assertThat(record.getAcceptanceLength()).isZero();
  }

  @Test
  void survivesFlinkAndJavaSerialization() throws IOException, ClassNotFoundException {
    TypeInformation<AcceptanceWindow> type = TypeInformation.of(AcceptanceWindow.class);
    assertThat(type).isInstanceOf(PojoTypeInfo.class);
    SerializerConfigImpl noKryo = new SerializerConfigImpl();
    noKryo.setGenericTypes(false);
    TypeSerializer<AcceptanceWindow> serializer = type.createSerializer(noKryo);
    DataOutputSerializer state = new DataOutputSerializer(64);
    serializer.serialize(twoResults(), state);
    assertThat(serializer.deserialize(new DataInputDeserializer(state.getCopyOfBuffer())))
        .isEqualTo(twoResults());

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(twoResults());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(twoResults());
    }
  }
}
