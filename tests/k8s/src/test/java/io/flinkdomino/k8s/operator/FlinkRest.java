package io.flinkdomino.k8s.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the JobManager itself says of its job. */
final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;

  FlinkRest(int port) {
    this.port = port;
  }

  /** The parallelism of each part of the job, every value once. */
  Set<Integer> parallelism(String jobId) throws IOException {
    JsonNode job = job(jobId, "");
    return StreamSupport.stream(job.withArray("vertices").spliterator(), false)
        .map(vertex -> vertex.path("parallelism").asInt())
        .collect(Collectors.toSet());
  }

  /** The savepoint that the job started from, or an empty text. */
  String savepointAtStart(String jobId) throws IOException {
    JsonNode restored = job(jobId, "/checkpoints").path("latest").path("restored");
    return restored.path("is_savepoint").asBoolean() ? restored.path("external_path").asText() : "";
  }

  private JsonNode job(String id, String path) throws IOException {
    return JSON.readTree(URI.create("http://localhost:" + port + "/jobs/" + id + path).toURL());
  }
}
