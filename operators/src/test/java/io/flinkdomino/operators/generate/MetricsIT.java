package io.flinkdomino.operators.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flinkdomino.operators.emit.OutputRecord;
import io.flinkdomino.runtime.model.ModelStore;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three jobs at once, of two sequence slots each, on a cluster that is configured as the
 * distribution's {@code conf/config.yaml} says: one has a backlog, one a prompt at a time, one
 * none.
 */
@Timeout(120)
class MetricsIT {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String PLAIN_OPERATOR = "plain";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final InMemoryReporter REPORTER = InMemoryReporter.create();

  private static ModelStore.Lease models;
  private static MiniCluster cluster;
  private static int prometheusPort;
  private static JobID backlog;
  private static JobID oneAtATime;
  private static JobID nothing;

  @BeforeAll
  static void startJobs() throws Exception {
    models = ModelStore.acquire(Tiny.drafting(1).modelSource());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(3)
                .build());
    cluster.start();
    nothing = submit(PromptSequence.endless(2, 10), 1);
    await().atMost(DEADLINE).until(() -> number(prometheus(nothing), "requestsFinished") == 2);
    backlog = submit(new PromptSequence(1_000_000, 40), 6);
    oneAtATime = submit(new PromptSequence(1_000_000, 40), 1);
  }

  private static Configuration configuration() throws Exception {
    Configuration configuration =
        GlobalConfiguration.loadConfiguration("../job/dist/src/main/dist/conf");
    try (ServerSocket socket = new ServerSocket(0)) {
      prometheusPort = socket.getLocalPort();
    }
    configuration.setString("metrics.reporter.prom.port", Integer.toString(prometheusPort));
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(100));
    // The list names the file's reporters only.
    configuration.removeConfig(MetricOptions.REPORTERS_LIST);
    return REPORTER.addToConfiguration(configuration);
  }

  private static JobID submit(PromptSequence prompts, int inFlight) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    environment.setParallelism(1);
    SingleOutputStreamOperator<OutputRecord> completions =
        environment
            .fromSource(
                new GatedSource<>(prompts),
                WatermarkStrategy.noWatermarks(),
                "prompts",
                RecordTypes.INPUT)
            .transform(
                "generate",
                RecordTypes.OUTPUT,
                new GenerateOperatorFactory(Tiny.drafting(inFlight)));
    completions.map(new FailWhenTold()).name(PLAIN_OPERATOR).sinkTo(new DiscardingSink<>());
    return cluster.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    models.close();
  }

  @Test
  void catalogueEqualsTheMetricsOfARunningOperator() throws Exception {
    Map<String, String> registered = new TreeMap<>();
    types("generate").forEach((name, type) -> registered.put(MetricsCatalogue.entry(name), type));
    // Flink's own, which every operator has.
    registered.keySet().removeAll(types(PLAIN_OPERATOR).keySet());

    assertThat(registered).isEqualTo(MetricsCatalogue.read());
  }

  private static Map<String, String> types(String operator) {
    String scope = "." + operator + ".0.";
    Map<String, String> types = new TreeMap<>();
    await().atMost(DEADLINE).until(() -> identifiers(scope).size() > 1);
    identifiers(scope)
        .forEach(
            (identifier, metric) ->
                types.put(
                    identifier.substring(identifier.indexOf(scope) + scope.length()),
                    type(metric)));
    return types;
  }

  private static Map<String, Metric> identifiers(String scope) {
    Map<String, Metric> metrics = new TreeMap<>(REPORTER.getMetricsByIdentifiers(backlog));
    metrics.keySet().removeIf(identifier -> !identifier.contains(scope));
    return metrics;
  }

  private static String type(Metric metric) {
    if (metric instanceof Counter) {
      return "counter";
    }
    if (metric instanceof Gauge) {
      return "gauge";
    }
    return metric instanceof Histogram ? "histogram" : "meter";
  }

  @Test
  void prometheusFindsEveryMetricOfTheCatalogueWithItsType() throws Exception {
    await().atMost(DEADLINE).until(() -> number(prometheus(backlog), "decodedTokensPerSecond") > 0);
    String exposition = get(URI.create("http://localhost:" + prometheusPort + "/metrics"));

    MetricsCatalogue.read()
        .forEach(
            (entry, type) ->
                assertThat(exposition)
                    .as(entry)
                    .contains(
                        "# TYPE "
                            + MetricsCatalogue.prometheusName(entry)
                            + " "
                            + MetricsCatalogue.prometheusType(type)
                            + "\n"));
    assertThat(exposition).doesNotContain("task_attempt_id=");
    assertThat(prometheus(backlog)).anyMatch(line -> line.contains("position=\"3\""));
  }

  @Test
  void numbersAreOfTheRightSize() throws Exception {
    await().atMost(DEADLINE).until(() -> number(prometheus(backlog), "slotUsage") > 0);
    List<String> lines = prometheus(backlog);

    assertThat(number(lines, "requestsFinished")).isPositive();
    assertThat(number(lines, "acceptanceLength")).isBetween(1.0, 17.0);
    assertThat(number(lines, "requestsRunning")).isBetween(0.0, 2.0);
    assertThat(number(lines, "requestsWaiting")).isBetween(0.0, 6.0);
    assertThat(
            number(lines, "decodeStepDraftMs")
                + number(lines, "decodeStepVerifyMs")
                + number(lines, "decodeStepRestMs"))
        .as("mean step; the median is of the same size")
        .isBetween(quantile(lines, "decodeStepMs") / 4, quantile(lines, "decodeStepMs") * 4);
  }

  @Test
  void finishedRequestsCountOnceEach() throws Exception {
    List<String> lines = prometheus(nothing);

    assertThat(number(lines, "requestsFinished")).isEqualTo(2);
    assertThat(number(lines, "requestsDeadLettered")).isZero();
    assertThat(number(lines, "promptTokens")).isEqualTo(2 * 2);
    assertThat(number(lines, "completionTokens")).isEqualTo(2 * 10);
    for (String histogram :
        List.of("timeToFirstTokenMs", "timePerOutputTokenMs", "endToEndLatencyMs")) {
      assertThat(number(lines, histogram + "_count")).as(histogram).isEqualTo(2);
      assertThat(quantile(lines, histogram)).as(histogram).isPositive();
    }
    // One clock has milliseconds, the other nanoseconds.
    assertThat(quantile(lines, "endToEndLatencyMs") + 1)
        .isGreaterThan(quantile(lines, "timeToFirstTokenMs"));
  }

  @Test
  void busyTimeFollowsTheSlotsTaken() throws Exception {
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              assertThat(busy(backlog)).as("with a backlog").isBetween(850.0, 1000.0);
              assertThat(busy(oneAtATime)).as("one slot of two").isBetween(200.0, 650.0);
              assertThat(busy(nothing)).as("without prompts").isBetween(0.0, 100.0);
              assertThat(number(prometheus(nothing), "slotUsage")).isBetween(0.0, 0.2);
              assertThat(number(prometheus(backlog), "engineBusyTimeMsPerSecond"))
                  .isGreaterThan(850);
            });
  }

  /** As the dashboard shows it. */
  private static double busy(JobID job) throws Exception {
    URI rest = cluster.getRestAddress().get();
    JsonNode vertices = json(rest.resolve("/jobs/" + job)).get("vertices");
    String vertex = vertices.get(0).get("id").asText();
    JsonNode metric =
        json(
            rest.resolve(
                "/jobs/"
                    + job
                    + "/vertices/"
                    + vertex
                    + "/subtasks/metrics?get=busyTimeMsPerSecond"));
    return metric.at("/0/avg").asDouble(Double.NaN);
  }

  /** Lines of a job's generate operator. */
  private static List<String> prometheus(JobID job) throws Exception {
    List<String> lines = new ArrayList<>();
    get(URI.create("http://localhost:" + prometheusPort + "/metrics"))
        .lines()
        .filter(line -> line.contains("operator_name=\"generate\""))
        .filter(line -> line.contains("job_id=\"" + job + "\""))
        .forEach(lines::add);
    return lines;
  }

  private static double number(List<String> lines, String name) {
    return value(lines, MetricsCatalogue.prometheusName(name) + "{", "");
  }

  private static double quantile(List<String> lines, String name) {
    return value(lines, MetricsCatalogue.prometheusName(name) + "{", "quantile=\"0.5\"");
  }

  private static double value(List<String> lines, String start, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(start) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static JsonNode json(URI address) throws Exception {
    return new ObjectMapper().readTree(get(address));
  }

  private static String get(URI address) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }
}
