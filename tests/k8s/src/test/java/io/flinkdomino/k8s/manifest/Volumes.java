package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Volumes, what they are made of, and where containers mount them. */
final class Volumes {

  private static final List<String> WRITTEN =
      List.of(
          "execution.checkpointing.dir",
          "execution.checkpointing.savepoint-dir",
          "high-availability.storageDir");

  private static final Set<String> STORED = Set.of("ConfigMap", "Secret", "PersistentVolumeClaim");

  private Volumes() {}

  /**
   * References that lead nowhere.
   *
   * @param provided resources that the README asks the user for, as {@code Kind name}
   */
  static List<String> problems(Rendered rendered, Set<String> provided) {
    List<String> problems = new ArrayList<>();
    Set<String> mounted = new HashSet<>();
    Set<String> named = new HashSet<>();
    rendered.containers().stream()
        .flatMap(container -> Rendered.items(container.path("volumeMounts")))
        .forEach(mount -> mounted.add(mount.path("name").asText()));
    volumes(rendered).forEach(volume -> named.add(volume.path("name").asText()));
    if (!mounted.equals(named)) {
      problems.add("volumes must be those that are mounted, got " + named + " and " + mounted);
    }
    volumes(rendered)
        .flatMap(Volumes::reference)
        .filter(reference -> !exists(rendered, reference) && !provided.contains(reference))
        .forEach(missing -> problems.add("a volume needs " + missing + ": it is not there"));
    List<String> used = volumes(rendered).flatMap(Volumes::reference).toList();
    rendered.resources().stream()
        .filter(resource -> STORED.contains(resource.path("kind").asText()))
        .map(Rendered::id)
        .filter(id -> !used.contains(id))
        .forEach(id -> problems.add(id + " is mounted nowhere"));
    WRITTEN.forEach(key -> checkWritten(rendered, key, problems));
    return problems;
  }

  /** The text of a file that a ConfigMap of the overlay mounts. */
  static Optional<String> configFile(Rendered rendered, String path) {
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, Math.max(0, slash));
    return mounts(rendered)
        .filter(mount -> mount.path("mountPath").asText().equals(folder))
        .flatMap(mount -> volumes(rendered).filter(v -> v.get("name").equals(mount.get("name"))))
        .map(volume -> volume.at("/configMap/name").asText())
        .flatMap(name -> rendered.find("ConfigMap", name).stream())
        .map(map -> map.path("data").path(path.substring(slash + 1)))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst();
  }

  /** Whether the file is mounted; what the user provides may hold any. */
  static boolean isThere(Rendered rendered, String path) {
    int slash = path.lastIndexOf('/');
    return mounts(rendered)
        .filter(mount -> mount.path("mountPath").asText().equals(path.substring(0, slash)))
        .flatMap(mount -> volumes(rendered).filter(v -> v.get("name").equals(mount.get("name"))))
        .flatMap(Volumes::reference)
        .anyMatch(reference -> holds(rendered, reference, path.substring(slash + 1)));
  }

  private static boolean holds(Rendered rendered, String reference, String file) {
    return rendered.resources().stream()
        .filter(resource -> Rendered.id(resource).equals(reference))
        .allMatch(
            resource ->
                (resource.path("data").has(file) && resource.path("data").size() == 1)
                    || resource.path("stringData").has(file));
  }

  /** Mount points of all containers. */
  static Stream<JsonNode> mounts(Rendered rendered) {
    return rendered.containers().stream()
        .flatMap(container -> Rendered.items(container.path("volumeMounts")));
  }

  private static Stream<JsonNode> volumes(Rendered rendered) {
    return rendered.podTemplates().stream().flatMap(pod -> Rendered.items(pod.at("/spec/volumes")));
  }

  private static Stream<String> reference(JsonNode volume) {
    return Stream.of(
            Map.entry("ConfigMap", volume.at("/configMap/name")),
            Map.entry("Secret", volume.at("/secret/secretName")),
            Map.entry("PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName")))
        .filter(entry -> entry.getValue().isTextual())
        .map(entry -> entry.getKey() + " " + entry.getValue().asText());
  }

  private static boolean exists(Rendered rendered, String reference) {
    return rendered.resources().stream().map(Rendered::id).anyMatch(reference::equals);
  }

  private static void checkWritten(Rendered rendered, String key, List<String> problems) {
    JsonNode folder = rendered.flinkConfiguration().path(key);
    boolean writable =
        mounts(rendered)
            .filter(mount -> !mount.path("readOnly").asBoolean())
            .anyMatch(
                mount ->
                    folder.asText().startsWith("file://" + mount.get("mountPath").asText() + "/"));
    if (folder.isTextual() && !writable) {
      problems.add(key + " must lie on a volume that is mounted for writing, got " + folder);
    }
  }
}
