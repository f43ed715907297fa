package io.flinkdomino.k8s.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes what belonged to a Deployment that is gone, as a cluster does. The operator waits for it:
 * an old cluster is shut down for it when its pods and its Service are away.
 */
final class GarbageCollector {

  private final NamespacedKubernetesClient client;

  GarbageCollector(NamespacedKubernetesClient client) {
    this.client = client;
  }

  void collect() {
    // Read before their owners: what is made in between then has an owner that is found.
    List<HasMetadata> owned = new ArrayList<>();
    owned.addAll(client.services().list().getItems());
    owned.addAll(client.configMaps().list().getItems());
    Set<String> owners =
        client.apps().deployments().list().getItems().stream()
            .map(deployment -> deployment.getMetadata().getUid())
            .collect(Collectors.toSet());
    owned.stream()
        .filter(resource -> isLeftOver(resource, owners))
        .forEach(resource -> client.resource(resource).delete());
  }

  private static boolean isLeftOver(HasMetadata resource, Set<String> owners) {
    return resource.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            owner -> owner.getKind().equals("Deployment") && !owners.contains(owner.getUid()));
  }
}
