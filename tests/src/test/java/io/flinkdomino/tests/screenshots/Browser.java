package io.flinkdomino.tests.screenshots;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven through chromedriver by the W3C WebDriver protocol.
 *
 * <p>The protocol is JSON over HTTP, and the pictures need a handful of its commands: a client
 * library would be larger than all tests together.
 */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** The protocol's name for a reference to an element. */
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-quic",
          "--hide-scrollbars",
          "--lang=en-US");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final URI session;

  /**
   * Starts it.
   *
   * @param folder empty; gets the profile and the driver's log
   */
  Browser(Path chromium, Path chromedriver, Path folder, int width, int height) throws Exception {
    Path log = folder.resolve("chromedriver.log");
    driver =
        new ProcessBuilder(chromedriver.toString(), "--port=0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      URI sessions = URI.create("http://localhost:" + port(log) + "/session");
      JsonNode answer = post(sessions, capabilities(chromium, folder, width, height));
      session = URI.create(sessions + "/" + answer.get("sessionId").asText());
    } catch (Exception | Error e) {
      driver.destroy();
      throw e;
    }
  }

  private static String port(Path log) {
    Matcher matcher =
        await()
            .atMost(DEADLINE)
            .until(() -> PORT.matcher(Files.readString(log)), found -> found.find());
    return matcher.group(1);
  }

  private static ObjectNode capabilities(Path chromium, Path folder, int width, int height) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode options =
        body.putObject("capabilities").putObject("alwaysMatch").putObject("goog:chromeOptions");
    options.put("binary", chromium.toString());
    Stream.concat(
            FLAGS.stream(),
            Stream.of(
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + "," + height))
        .forEach(options.withArray("args")::add);
    return body;
  }

  /** Loads a page. */
  void open(URI address) throws Exception {
    post(command("url"), JSON.createObjectNode().put("url", address.toString()));
  }

  /** What an XPath expression finds; its elements need not be visible. */
  List<String> find(String xpath) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("using", "xpath").put("value", xpath);
    return post(command("elements"), body).findValuesAsText(ELEMENT).stream().toList();
  }

  private String first(String xpath) throws Exception {
    List<String> found = find(xpath);
    if (found.isEmpty()) {
      throw new IOException("the page must have " + xpath);
    }
    return found.get(0);
  }

  /** Waits for an element that can be clicked, and clicks it. */
  void click(String xpath) {
    await("click on " + xpath)
        .atMost(DEADLINE)
        .ignoreException(IOException.class)
        .until(
            () -> {
              post(command("element/" + first(xpath) + "/click"), JSON.createObjectNode());
              return true;
            });
  }

  /** Types into an element. */
  void type(String xpath, String text) throws Exception {
    post(command("element/" + first(xpath) + "/value"), JSON.createObjectNode().put("text", text));
  }

  /** Drags an element down with the mouse. */
  void drag(String xpath, int pixels) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode mouse =
        body.putArray("actions").addObject().put("type", "pointer").put("id", "mouse");
    ArrayNode actions = mouse.putArray("actions");
    ObjectNode start = actions.addObject().put("type", "pointerMove").put("x", 0).put("y", 0);
    start.putObject("origin").put(ELEMENT, first(xpath));
    actions.addObject().put("type", "pointerDown").put("button", 0);
    for (int part : new int[] {pixels / 2, pixels - pixels / 2}) {
      actions
          .addObject()
          .put("type", "pointerMove")
          .put("duration", 200)
          .put("origin", "pointer")
          .put("x", 0)
          .put("y", part);
    }
    actions.addObject().put("type", "pointerUp").put("button", 0);
    post(command("actions"), body);
  }

  /** Runs the body of a JavaScript function in the page; the answer is what it returns. */
  JsonNode script(String body) throws Exception {
    ObjectNode request = JSON.createObjectNode().put("script", body);
    request.putArray("args");
    return post(command("execute/sync"), request);
  }

  /** The window as PNG. */
  byte[] screenshot() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(command("screenshot")).GET().build();
    return Base64.getDecoder().decode(send(request).asText());
  }

  private URI command(String name) {
    return URI.create(session + "/" + name);
  }

  private JsonNode post(URI address, ObjectNode body) throws Exception {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private JsonNode send(HttpRequest request) throws Exception {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    JsonNode value = JSON.readTree(response.body()).get("value");
    if (response.statusCode() != 200) {
      throw new IOException("chromedriver: " + value.path("message").asText());
    }
    return value;
  }

  @Override
  public void close() throws Exception {
    try {
      send(HttpRequest.newBuilder(session).DELETE().build());
    } finally {
      driver.destroy();
      driver.waitFor();
    }
  }
}
