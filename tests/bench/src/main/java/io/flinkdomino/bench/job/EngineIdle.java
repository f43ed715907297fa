package io.flinkdomino.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.flink.api.common.JobID;

/** Asks a job how long its engine was idle although it had work, by the metrics that users see. */
final class EngineIdle {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EngineIdle() {}

  /** Share of the last minute's time with work in which no step ran. */
  static double share(URI dashboard, JobID job) throws IOException {
    URI vertices = dashboard.resolve("/jobs/" + job);
    String vertex = read(vertices).at("/vertices/0/id").asText();
    double idle = metric(dashboard, job, vertex, "engineIdleTimeMsPerSecond");
    double busy = metric(dashboard, job, vertex, "engineBusyTimeMsPerSecond");
    return idle / (idle + busy);
  }

  private static double metric(URI dashboard, JobID job, String vertex, String name)
      throws IOException {
    String path = "/jobs/%s/vertices/%s/metrics?get=0.generate.%s".formatted(job, vertex, name);
    return read(dashboard.resolve(path)).at("/0/value").asDouble(Double.NaN);
  }

  private static JsonNode read(URI address) throws IOException {
    try (InputStream answer = address.toURL().openStream()) {
      return JSON.readTree(answer);
    }
  }
}
