package io.flinkdomino.chaos.cluster;

import io.flinkdomino.job.demo.DemoBroker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topics of a run, the same in every run: it has a broker of its own. */
public final class Topics {

  public static final String PROMPTS = "prompts";
  public static final String COMPLETIONS = "completions";
  public static final String METRICS = "acceptance-metrics";
  public static final String DEAD_LETTERS = "dead-letters";

  /** Partitions of the prompts. */
  public static final int PARTITIONS = 8;

  private Topics() {}

  static void create(DemoBroker broker) throws IOException, InterruptedException {
    broker.createTopic(PROMPTS, PARTITIONS, Map.of());
    for (String output : List.of(COMPLETIONS, METRICS, DEAD_LETTERS)) {
      broker.createTopic(output, 2, Map.of());
    }
  }

  /** The job's options that name broker and topics. */
  static Map<String, String> options(String bootstrapServers) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("bootstrap-servers", bootstrapServers);
    options.put("prompt-topics", PROMPTS);
    options.put("completion-topic", COMPLETIONS);
    options.put("metrics-topic", METRICS);
    options.put("dead-letter-topic", DEAD_LETTERS);
    return options;
  }
}
