package io.flinkdomino.job.graph;

import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.generate.GatedSource;
import io.flinkdomino.operators.generate.GenerateOperatorFactory;
import io.flinkdomino.operators.generate.GenerateSettings;
import io.flinkdomino.operators.generate.RecordTypes;
import io.flinkdomino.operators.prompt.InputRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The part that every job has: a gated source with the generate operator chained to it. Uids are
 * fixed, so that state finds its operator in later versions.
 */
final class GenerateGraph {

  private GenerateGraph() {}

  /** Adds it; the answer is the stream of completions, dead letters and metrics go to its sides. */
  static <S extends SourceSplit, C> SingleOutputStreamOperator<OutputRecord> add(
      StreamExecutionEnvironment environment,
      Source<InputRecord, S, C> source,
      GenerateSettings settings) {
    environment.getConfig().enableObjectReuse();
    return environment
        .fromSource(
            new GatedSource<>(source),
            WatermarkStrategy.noWatermarks(),
            "prompts",
            RecordTypes.INPUT)
        .uid("prompts")
        .transform("generate", RecordTypes.OUTPUT, new GenerateOperatorFactory(settings))
        .uid("generate");
  }
}
