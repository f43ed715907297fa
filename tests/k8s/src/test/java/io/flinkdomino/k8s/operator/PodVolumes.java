package io.flinkdomino.k8s.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Lays the volumes of a pod out as folders. */
final class PodVolumes {

  private final NamespacedKubernetesClient client;
  private final Map<String, Path> claims;
  private final UnaryOperator<String> hosts;

  /**
   * @param claims what lies on the volume of each claim
   * @param hosts replaces host names in files, as the cluster's DNS would
   */
  PodVolumes(
      NamespacedKubernetesClient client, Map<String, Path> claims, UnaryOperator<String> hosts) {
    this.client = client;
    this.claims = claims;
    this.hosts = hosts;
  }

  /**
   * Mounts everything that the pod's container asks for.
   *
   * @throws IOException if something is not there, as a kubelet would refuse
   */
  void mount(Pod pod, Path folder, ContainerPaths paths) throws IOException {
    List<VolumeMount> mounts = pod.getSpec().getContainers().get(0).getVolumeMounts();
    for (VolumeMount mount : mounts) {
      Path place = place(volume(pod, mount.getName()), folder.resolve(mount.getName()));
      paths.mount(mount.getMountPath(), place);
    }
    for (VolumeMount mount : mounts) {
      Volume volume = volume(pod, mount.getName());
      if (volume.getConfigMap() != null) {
        ConfigMap map =
            there(
                client.configMaps().withName(volume.getConfigMap().getName()).get(),
                "ConfigMap " + volume.getConfigMap().getName());
        write(
            map.getData(),
            volume.getConfigMap().getItems(),
            folder.resolve(mount.getName()),
            paths);
      } else if (volume.getSecret() != null) {
        Secret secret =
            there(
                client.secrets().withName(volume.getSecret().getSecretName()).get(),
                "Secret " + volume.getSecret().getSecretName());
        write(secret.getStringData(), List.of(), folder.resolve(mount.getName()), paths);
      }
    }
  }

  private Path place(Volume volume, Path own) throws IOException {
    if (volume.getPersistentVolumeClaim() == null) {
      return Files.createDirectories(own);
    }
    String claim = volume.getPersistentVolumeClaim().getClaimName();
    there(client.persistentVolumeClaims().withName(claim).get(), "PersistentVolumeClaim " + claim);
    return claims.get(claim);
  }

  private static Volume volume(Pod pod, String name) throws IOException {
    return there(
        pod.getSpec().getVolumes().stream()
            .filter(volume -> volume.getName().equals(name))
            .findFirst()
            .orElse(null),
        "volume " + name);
  }

  private static <T> T there(@org.jspecify.annotations.Nullable T found, String what)
      throws IOException {
    if (found == null) {
      throw new IOException("a pod needs " + what + ": it is not there");
    }
    return found;
  }

  private void write(
      Map<String, String> data, List<KeyToPath> items, Path folder, ContainerPaths paths)
      throws IOException {
    for (Map.Entry<String, String> file : data.entrySet()) {
      String name =
          items.stream()
              .filter(item -> item.getKey().equals(file.getKey()))
              .map(KeyToPath::getPath)
              .findFirst()
              .orElse(file.getKey());
      if (items.isEmpty() || items.stream().anyMatch(i -> i.getKey().equals(file.getKey()))) {
        String text = hosts.apply(paths.onThisMachine(file.getValue()));
        Files.writeString(folder.resolve(name), text);
      }
    }
  }
}
