package io.flinkdomino.job.graph;

import io.flinkdomino.job.connectors.OutputSinks;
import io.flinkdomino.job.connectors.PromptSource;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.job.options.KafkaSettings;
import io.flinkdomino.job.options.OutputTopics;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.operators.generate.GenerateOutputs;
import io.flinkdomino.operators.generate.GenerateSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The streaming job: prompts from Kafka, completions, metrics and dead letters to Kafka. */
public final class KafkaGraph {

  private KafkaGraph() {}

  /** Adds the whole job to an environment. */
  public static void add(StreamExecutionEnvironment environment, JobSettings settings) {
    KafkaSettings kafka = settings.kafka();
    SingleOutputStreamOperator<OutputRecord> completions =
        GenerateGraph.add(environment, PromptSource.of(kafka), operatorSettings(settings));
    OutputTopics topics = kafka.outputTopics();
    sink(completions, "completions", topics.completions(), kafka);
    sink(
        completions.getSideOutput(GenerateOutputs.METRICS),
        "acceptance metrics",
        topics.metrics(),
        kafka);
    sink(
        completions.getSideOutput(GenerateOutputs.DEAD_LETTERS),
        "dead letters",
        topics.deadLetters(),
        kafka);
  }

  /** How the job's generate operator works. */
  public static GenerateSettings operatorSettings(JobSettings settings) {
    KafkaSettings kafka = settings.kafka();
    return OperatorSettings.of(
        settings.model(),
        settings.flink(),
        kafka.promptFormat(),
        kafka.outputFormat(),
        Math.toIntExact(kafka.maxRecordSize().getBytes()),
        kafka.metricsWindow(),
        settings.failures(),
        settings.registry().orElse(null));
  }

  private static void sink(
      DataStream<OutputRecord> stream, String name, String topic, KafkaSettings kafka) {
    stream.sinkTo(OutputSinks.to(topic, kafka)).name(name).uid(name.replace(' ', '-'));
  }
}
