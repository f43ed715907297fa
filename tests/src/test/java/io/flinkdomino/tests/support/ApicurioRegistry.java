package io.flinkdomino.tests.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * A real schema registry in a JVM of its own, over http and https. It ends with this JVM, may be
 * killed, and knows its schemas again after a restart on the same ports.
 */
public final class ApicurioRegistry implements AutoCloseable {

  private static final Path APP = Path.of(System.getProperty("flinkdomino.registry.app"));
  private static final String API = "/apis/ccompat/v7";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  // Its standard input closes with this JVM, whatever ends it.
  private static final String END_WITH_PARENT =
      "\"$@\" </dev/null & child=$!; cat >/dev/null; kill -9 $child; wait $child";

  private final Certificates certificates;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> command;
  private final Path log;
  private final int port;
  private final int tlsPort;
  private Process process;

  private ApicurioRegistry(
      Certificates certificates, List<String> command, Path log, int port, int tlsPort)
      throws IOException {
    this.certificates = certificates;
    this.command = command;
    this.log = log;
    this.port = port;
    this.tlsPort = tlsPort;
    this.process = launch();
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param certificates what it shows over https
   */
  public static ApicurioRegistry start(Path folder, Certificates certificates) throws IOException {
    int port = freePort();
    int tlsPort = freePort();
    List<String> command =
        List.of(
            "sh",
            "-c",
            END_WITH_PARENT,
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.http.ssl-port=" + tlsPort,
            "-Dquarkus.http.ssl.certificate.key-store-file=" + certificates.key("server"),
            "-Dquarkus.http.ssl.certificate.key-store-password=" + Certificates.PASSWORD,
            "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:"
                + folder.resolve("registry").toAbsolutePath(),
            "-jar",
            runner().toString());
    ApicurioRegistry registry =
        new ApicurioRegistry(certificates, command, folder.resolve("registry.log"), port, tlsPort);
    registry.awaitReady();
    return registry;
  }

  private static Path runner() throws IOException {
    try (Stream<Path> files = Files.list(APP)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitReady() {
    await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/subjects").isArray());
  }

  /** The root of its Confluent API. */
  public String url() {
    return "http://localhost:" + port + API;
  }

  /** The same over https. */
  public String httpsUrl() {
    return "https://localhost:" + tlsPort + API;
  }

  /** What it shows over https. */
  public Certificates certificates() {
    return certificates;
  }

  /** Registers a schema; the answer is its id. */
  public int register(String subject, Schema schema) throws IOException, InterruptedException {
    Map<String, String> body = Map.of("schema", schema.toString());
    return send(request("/subjects/" + subject + "/versions").POST(json(body))).get("id").asInt();
  }

  /** Sets the rule that later versions of a subject must keep. */
  public void setCompatibility(String subject, String level)
      throws IOException, InterruptedException {
    send(request("/config/" + subject).PUT(json(Map.of("compatibility", level))));
  }

  /** The schema of an id. */
  public Schema schema(int id) throws IOException, InterruptedException {
    return new Schema.Parser().parse(get("/schemas/ids/" + id).get("schema").asText());
  }

  /** The id of a subject's newest version. */
  public int latestId(String subject) throws IOException, InterruptedException {
    return get("/subjects/" + subject + "/versions/latest").get("id").asInt();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/vnd.schemaregistry.v1+json");
  }

  private static HttpRequest.BodyPublisher json(Map<String, String> body) throws IOException {
    return BodyPublishers.ofString(JSON.writeValueAsString(body));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "registry must answer 200, got " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Ends it as a crash would. */
  public void kill() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }

  /** Starts it again after a {@link #kill()}. */
  public void restart() throws IOException {
    process = launch();
    awaitReady();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
  }
}
