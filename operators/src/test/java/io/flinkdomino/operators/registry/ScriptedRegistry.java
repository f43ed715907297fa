package io.flinkdomino.operators.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server that answers each request with the next line of a script, and the last again. */
public final class ScriptedRegistry implements AutoCloseable {

  /** One answer; a body of null stays open after the head. */
  public record Line(int status, @Nullable String body) {}

  /** What was asked. */
  public record Request(String call, @Nullable String authorization, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Line> script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private ScriptedRegistry(HttpServer server, List<Line> script) {
    this.server = server;
    this.script = script;
  }

  /** Starts one on a free port. */
  public static ScriptedRegistry answering(Line... script) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedRegistry registry = new ScriptedRegistry(server, List.of(script));
    server.setExecutor(registry.threads);
    server.createContext("/", registry::answer);
    server.start();
    return registry;
  }

  public static Line line(int status, String body) {
    return new Line(status, body.replace('\'', '"'));
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/root";
  }

  public List<Request> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Line line = script.get(Math.min(requests.size(), script.size() - 1));
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    if (line.status() / 100 == 3) {
      exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
    }
    String body = line.body();
    exchange.sendResponseHeaders(line.status(), 0);
    if (body != null) {
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
      exchange.close();
    } else {
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
