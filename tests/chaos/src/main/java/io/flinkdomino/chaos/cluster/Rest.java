package io.flinkdomino.chaos.cluster;

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
import java.util.List;

/** The part of Flink's REST interface that is used here; throws while the JobManager is down. */
public final class Rest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration SAVEPOINT_LIMIT = Duration.ofMinutes(1);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final URI address;

  Rest(int port) {
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  /** Slots that no task has. */
  public int freeSlots() throws IOException, InterruptedException {
    return get("/overview").get("slots-available").asInt();
  }

  /** All slots of TaskManagers that the JobManager knows. */
  public int slots() throws IOException, InterruptedException {
    return get("/overview").get("slots-total").asInt();
  }

  /** The job's state, as Flink names it. */
  public String state(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job).get("state").asText();
  }

  /** Failures that the job went on from. */
  public int failures(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/exceptions").at("/exceptionHistory/entries").size();
  }

  /** Whether the job has tasks, and all of them run. */
  public boolean allTasksRun(String job) throws IOException, InterruptedException {
    List<String> states = new ArrayList<>();
    for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
      String path = "/jobs/" + job + "/vertices/" + vertex.get("id").asText();
      for (JsonNode subtask : get(path).get("subtasks")) {
        states.add(subtask.get("status").asText());
      }
    }
    return !states.isEmpty() && states.stream().allMatch("RUNNING"::equals);
  }

  /** Whether a checkpoint that began after this moment, in milliseconds, has completed. */
  public boolean hasCheckpointSince(String job, long epochMillis)
      throws IOException, InterruptedException {
    return checkpoints(job).at("/latest/completed/trigger_timestamp").asLong(0) > epochMillis;
  }

  /** Statistics of the job's checkpoints, as the JobManager keeps them. */
  public JsonNode checkpoints(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints");
  }

  /** Ends the job at once. */
  public void cancel(String job) throws IOException, InterruptedException {
    send(request("/jobs/" + job + "?mode=cancel").method("PATCH", BodyPublishers.noBody()).build());
  }

  /**
   * Takes a savepoint of a job that goes on; the answer is its path.
   *
   * @throws IOException if it fails
   */
  public String savepoint(String job, String folder) throws IOException, InterruptedException {
    return trigger(job, "savepoints", JSON.createObjectNode().put("target-directory", folder));
  }

  /**
   * Stops the job with a savepoint, whose path is the answer.
   *
   * @param drain whether what is in flight is finished first
   * @throws IOException if it fails
   */
  public String stop(String job, String folder, boolean drain)
      throws IOException, InterruptedException {
    return trigger(
        job, "stop", JSON.createObjectNode().put("targetDirectory", folder).put("drain", drain));
  }

  private String trigger(String job, String how, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest trigger =
        request("/jobs/" + job + "/" + how)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    String status = "/jobs/" + job + "/savepoints/" + send(trigger).get("request-id").asText();
    Await.until(
        "a savepoint",
        SAVEPOINT_LIMIT,
        () -> get(status).at("/status/id").asText().equals("COMPLETED"));
    JsonNode operation = get(status).get("operation");
    if (!operation.has("location")) {
      throw new IOException("the savepoint failed: " + operation);
    }
    return operation.get("location").asText();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(request.uri() + " answered " + response.statusCode());
    }
    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
  }
}
