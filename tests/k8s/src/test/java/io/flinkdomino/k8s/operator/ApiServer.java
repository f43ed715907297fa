package io.flinkdomino.k8s.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.flinkdomino.k8s.manifest.FlinkVersions;
import io.flinkdomino.k8s.manifest.ManifestCheck;
import io.flinkdomino.k8s.manifest.Rendered;
import io.flinkdomino.k8s.manifest.StrictModels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.mockwebserver.MockWebServer;

/** fabric8's mock of an API server, which keeps what it is given; clients in this JVM find it. */
final class ApiServer implements AutoCloseable {

  static final String NAMESPACE = "default";

  private final KubernetesMockServer server;
  private final NamespacedKubernetesClient client;

  private ApiServer(KubernetesMockServer server, NamespacedKubernetesClient client) {
    this.server = server;
    this.client = client;
  }

  static ApiServer start() {
    KubernetesMockServer server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(List.of()),
            false);
    server.init();
    System.setProperty(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, "false");
    System.setProperty(Config.KUBERNETES_AUTH_TRYSERVICEACCOUNT_SYSTEM_PROPERTY, "false");
    System.setProperty(
        Config.KUBERNETES_MASTER_SYSTEM_PROPERTY,
        "http://" + server.getHostName() + ":" + server.getPort());
    System.setProperty(Config.KUBERNETES_NAMESPACE_SYSTEM_PROPERTY, NAMESPACE);
    return new ApiServer(server, server.createClient().inNamespace(NAMESPACE));
  }

  NamespacedKubernetesClient client() {
    return client;
  }

  /**
   * As {@code kubectl apply} does with what is not there yet.
   *
   * <p>The copy differs from the manifest in the name of Flink's version, which this operator does
   * not know, and in the given settings.
   */
  void apply(Rendered overlay, Map<String, String> settings) {
    for (ObjectNode resource : overlay.resources()) {
      ObjectNode copy = resource.deepCopy();
      if (copy.equals(overlay.deployment())) {
        copy = FlinkVersions.mapped(copy, ManifestCheck.VERSION_OF_OPERATOR);
        settings.forEach(copy.withObject("/spec/flinkConfiguration")::put);
      }
      HasMetadata parsed = (HasMetadata) StrictModels.read(copy);
      parsed.getMetadata().setNamespace(NAMESPACE);
      client.resource(parsed).create();
    }
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
