package io.flinkdomino.operators.generate;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** A reader's output that nothing may come to. */
final class NoOutput implements ReaderOutput<String> {

  @Override
  public void collect(String record) {
    throw new AssertionError("nothing may be emitted");
  }

  @Override
  public void collect(String record, long timestamp) {
    collect(record);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    throw new AssertionError("no watermark may be emitted");
  }

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  @Override
  public SourceOutput<String> createOutputForSplit(String splitId) {
    return this;
  }

  @Override
  public void releaseOutputForSplit(String splitId) {}
}
