package io.flinkdomino.operators.generate;

import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * Any source, read only while the generate operator chained to it has room. A bounded source ends
 * only after the operator has finished every prompt, so checkpoints go on to the last one.
 */
public final class GatedSource<T, SplitT extends SourceSplit, EnumChkT>
    extends ForwardingSource<T, SplitT, EnumChkT> {

  private static final long serialVersionUID = 1L;

  public GatedSource(Source<T, SplitT, EnumChkT> source) {
    super(source);
  }

  @Override
  protected SourceReader<T, SplitT> wrap(
      SourceReader<T, SplitT> reader, SourceReaderContext context) {
    return new GatedSourceReader<>(reader, TaskAttempt.of(context.metricGroup()));
  }
}
