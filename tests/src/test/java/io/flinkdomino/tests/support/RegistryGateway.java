package io.flinkdomino.tests.support;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** Stands before a registry and asks for a client certificate, a user and a password, over TLS. */
public final class RegistryGateway implements AutoCloseable {

  public static final String USER = "ann";
  public static final String PASSWORD = "hush-hush-42";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String registry;

  private RegistryGateway(HttpsServer server, String registry) {
    this.server = server;
    this.registry = registry;
  }

  /**
   * Starts one.
   *
   * @param registry root of the API behind it
   * @param keyStore what it shows
   * @param trustStore which clients' certificates it takes
   */
  public static RegistryGateway start(String registry, Path keyStore, Path trustStore)
      throws IOException, GeneralSecurityException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RegistryGateway gateway = new RegistryGateway(server, registry);
    server.setHttpsConfigurator(wantingClientCertificates(context(keyStore, trustStore)));
    server.setExecutor(gateway.threads);
    HttpContext root = server.createContext("/", gateway::forward);
    root.setAuthenticator(
        new BasicAuthenticator("registry") {
          @Override
          public boolean checkCredentials(String user, String password) {
            return user.equals(USER) && password.equals(PASSWORD);
          }
        });
    server.start();
    return gateway;
  }

  private static SSLContext context(Path keyStore, Path trustStore)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(keyStore), Certificates.PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(trustStore));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, Certificates.PASSWORD.toCharArray());
      return store;
    }
  }

  private static HttpsConfigurator wantingClientCertificates(SSLContext context) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters tls = context.getDefaultSSLParameters();
        tls.setNeedClientAuth(true);
        parameters.setSSLParameters(tls);
      }
    };
  }

  /** Its root, over https. */
  public String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  private void forward(HttpExchange exchange) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry + exchange.getRequestURI().getRawPath()))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(response.statusCode(), response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
