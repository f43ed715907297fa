package io.flinkdomino.operators.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to a registry, tried again at all its addresses while none answers, up to a limit.
 * Redirects are not followed: credentials go where the option says.
 */
final class RegistryHttp implements AutoCloseable {

  /** A longer answer is not read to its end. */
  static final int MAX_BODY_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  /** What the registry answered; the body is empty where it is too large. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reply(String url, int status, byte[] body, boolean tooLarge) {

    /** Whether the same request may succeed soon. */
    boolean isTemporary() {
      return status >= 500 || status == 429 || status == 408;
    }
  }

  private final List<String> urls;
  private final Optional<String> authorization;
  private final Duration limit;
  private final Duration requestLimit;
  private final ExecutorService threads;
  private final HttpClient client;
  private int current;

  private RegistryHttp(List<String> urls, RegistryAccess access, Duration limit) {
    this.urls = urls;
    this.authorization = access.authorization();
    this.limit = limit;
    this.requestLimit = limit.compareTo(REQUEST_LIMIT) < 0 ? limit : REQUEST_LIMIT;
    this.threads = Executors.newCachedThreadPool(RegistryHttp::daemon);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(access.tls())
            .executor(threads)
            .build();
  }

  static RegistryHttp open(List<String> urls, RegistryAccess access, Duration limit) {
    return new RegistryHttp(urls, access, limit);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "schema-registry-client");
    thread.setDaemon(true);
    return thread;
  }

  Reply get(String path) {
    return send(path, null);
  }

  Reply post(String path, String json) {
    return send(path, json);
  }

  private Reply send(String path, @Nullable String json) {
    long start = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      String url = urls.get(current);
      String problem;
      IOException cause = null;
      try {
        Reply reply = once(url, path, json);
        if (!reply.isTemporary()) {
          return reply;
        }
        problem = "HTTP status " + reply.status();
      } catch (IOException e) {
        refuseWrongCertificates(e, url);
        problem = problem(e, url);
        cause = e;
      }
      if (System.nanoTime() - start + pause.toNanos() > limit.toNanos()) {
        throw unavailable(url, problem, cause);
      }
      LOG.warn(
          "registry does not answer: url={}, got={}, retryMs={}", url, problem, pause.toMillis());
      sleep(pause);
      current = (current + 1) % urls.size();
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private Reply once(String url, String path, @Nullable String json) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Accept", CONTENT_TYPE + ", application/json");
    authorization.ifPresent(value -> request.header("Authorization", value));
    if (json != null) {
      request.header("Content-Type", CONTENT_TYPE).POST(BodyPublishers.ofString(json));
    }
    HttpResponse<Optional<byte[]>> response =
        await(client.sendAsync(request.build(), head -> new LimitedBody(MAX_BODY_BYTES)));
    Optional<byte[]> body = response.body();
    return new Reply(url, response.statusCode(), body.orElse(new byte[0]), body.isEmpty());
  }

  /** Bounds the whole exchange; the client's own limit ends with the response's head. */
  private <T> T await(CompletableFuture<T> response) throws IOException {
    try {
      return response.get(requestLimit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new IOException("no answer within " + requestLimit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (InterruptedException e) {
      response.cancel(true);
      throw interrupted(e);
    }
  }

  /** Waiting does not mend a certificate that one side does not trust. */
  private static void refuseWrongCertificates(IOException error, String url) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage());
      if (cause instanceof CertificateException) {
        throw new RegistryConfigurationException(
            "schema-registry-properties must name a truststore that trusts the registry's"
                + " certificate, got %s for %s".formatted(text, url));
      }
      if (cause instanceof SSLException && text.contains("fatal alert")) {
        throw new RegistryConfigurationException(
            "schema-registry-properties must name a keystore that the registry trusts, got %s for %s"
                .formatted(text, url));
      }
    }
  }

  private static String problem(IOException error, String url) {
    String text =
        error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    // A server that wants another client certificate often just closes the connection; with TLS 1.3
    // only after the handshake.
    return text.contains("terminated the handshake")
            || (url.startsWith("https:") && text.contains("received no bytes"))
        ? text + " (it may want another client certificate than schema-registry-properties names)"
        : text;
  }

  private RegistryUnavailableException unavailable(
      String url, String problem, @Nullable IOException cause) {
    String message =
        "schema-registry-url must be a schema registry that answers within %d s, got %s: %s"
            .formatted(limit.toSeconds(), url, problem);
    return cause == null
        ? new RegistryUnavailableException(message)
        : new RegistryUnavailableException(message, cause);
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static RegistryUnavailableException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RegistryUnavailableException("the task ended while it asked the registry", cause);
  }

  /** Lets the client's threads end; its connections close with them. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
