package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.emit.OutputRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/** Keeps what an operator sends, main output and sides apart. */
final class CollectedOutput implements Output<StreamRecord<OutputRecord>> {

  final List<OutputRecord> completions = new ArrayList<>();
  final List<OutputRecord> deadLetters = new ArrayList<>();
  final List<OutputRecord> metrics = new ArrayList<>();

  @Override
  public void collect(StreamRecord<OutputRecord> record) {
    completions.add(record.getValue());
  }

  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
    (tag.equals(GenerateOutputs.METRICS) ? metrics : deadLetters)
        .add((OutputRecord) record.getValue());
  }

  @Override
  public void emitWatermark(Watermark mark) {}

  @Override
  public void emitWatermark(WatermarkEvent event) {}

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void close() {}
}
