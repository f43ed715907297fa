package io.flinkdomino.tests.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.JobID;

/** The part of Flink's REST interface that operators of a cluster, and its dashboard, use. */
public final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> CLUSTER_PAGES =
      List.of(
          "/config",
          "/overview",
          "/jobs/overview",
          "/jobmanager/config",
          "/jobmanager/environment",
          "/jobmanager/metrics",
          "/jobmanager/thread-dump",
          "/taskmanagers");

  private static final List<String> JOB_PAGES =
      List.of(
          "/accumulators",
          "/checkpoints",
          "/checkpoints/config",
          "/config",
          "/exceptions",
          "/jobmanager/config",
          "/jobmanager/environment",
          "/metrics",
          "/plan",
          "/status");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  /** The interface at the dashboard's address. */
  public FlinkRest(URI address) {
    this.address = address;
  }

  String stopWithSavepoint(JobID job, String folder, Duration deadline) throws Exception {
    String body = JSON.createObjectNode().put("targetDirectory", folder).toString();
    HttpRequest stop =
        request("/jobs/" + job + "/stop")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    String trigger = send(stop).get("request-id").asText();
    AtomicReference<JsonNode> status = new AtomicReference<>();
    await()
        .atMost(deadline)
        .until(
            () -> {
              status.set(get("/jobs/" + job + "/savepoints/" + trigger));
              return status.get().at("/status/id").asText().equals("COMPLETED");
            });
    JsonNode location = status.get().at("/operation/location");
    if (location.isMissingNode()) {
      throw new IOException("the savepoint failed: " + status.get());
    }
    return location.asText();
  }

  /** Failures that the job went on from. */
  int failures(JobID job) throws Exception {
    return get("/jobs/" + job + "/exceptions").at("/exceptionHistory/entries").size();
  }

  int freeSlots() throws Exception {
    return get("/overview").get("slots-available").asInt();
  }

  boolean allTasksRun(JobID job) throws Exception {
    JsonNode overview = get("/jobs/" + job);
    List<String> states = new ArrayList<>();
    for (JsonNode vertex : overview.get("vertices")) {
      for (JsonNode subtask : get(vertexPath(job, vertex)).get("subtasks")) {
        states.add(subtask.get("status").asText());
      }
    }
    return !states.isEmpty() && states.stream().allMatch("RUNNING"::equals);
  }

  /** The TaskManager of each task. */
  List<String> taskManagersOf(JobID job) throws Exception {
    List<String> taskManagers = new ArrayList<>();
    for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
      for (JsonNode subtask : get(vertexPath(job, vertex)).get("subtasks")) {
        taskManagers.add(subtask.get("taskmanager-id").asText());
      }
    }
    return taskManagers;
  }

  private static String vertexPath(JobID job, JsonNode vertex) {
    return "/jobs/" + job + "/vertices/" + vertex.get("id").asText();
  }

  void cancel(JobID job) throws Exception {
    send(request("/jobs/" + job + "?mode=cancel").method("PATCH", BodyPublishers.noBody()).build());
  }

  boolean isCanceled(JobID job) throws Exception {
    return get("/jobs/" + job).get("state").asText().equals("CANCELED");
  }

  /** What the dashboard shows of the cluster and of every job on it, as it came, by path. */
  public Map<String, String> pages() throws Exception {
    List<String> paths = new ArrayList<>(CLUSTER_PAGES);
    for (JsonNode manager : get("/taskmanagers").get("taskmanagers")) {
      String path = "/taskmanagers/" + manager.get("id").asText();
      paths.addAll(List.of(path, path + "/metrics", path + "/thread-dump"));
    }
    for (JsonNode job : get("/jobs").get("jobs")) {
      String path = "/jobs/" + job.get("id").asText();
      paths.add(path);
      JOB_PAGES.forEach(page -> paths.add(path + page));
      for (JsonNode vertex : get(path).get("vertices")) {
        String id = path + "/vertices/" + vertex.get("id").asText();
        paths.addAll(List.of(id, id + "/accumulators", id + "/metrics", id + "/taskmanagers"));
      }
    }
    Map<String, String> pages = new LinkedHashMap<>();
    for (String path : paths) {
      pages.put(path, text(request(path).build()));
    }
    return pages;
  }

  private JsonNode get(String path) throws Exception {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path));
  }

  private JsonNode send(HttpRequest request) throws Exception {
    return JSON.readTree(text(request));
  }

  private String text(HttpRequest request) throws Exception {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(request.uri() + " answered " + response.statusCode());
    }
    return response.body();
  }
}
