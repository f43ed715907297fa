package io.flinkdomino.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Renders a folder as {@code kubectl kustomize} does, as far as the manifests need it. */
public final class Kustomize {

  private static final String FILE = "kustomization.yaml";
  private static final Set<String> FIELDS =
      Set.of("apiVersion", "kind", "resources", "labels", "patches");

  private final ManifestFiles files;

  /** Renders from these files. */
  public Kustomize(ManifestFiles files) {
    this.files = files;
  }

  /**
   * The resources of a folder.
   *
   * @param folder relative to the root of the files
   * @throws IllegalArgumentException if it uses a feature that is not known here, or is wrong
   */
  public List<ObjectNode> render(Path folder) {
    JsonNode kustomization = files.read(folder.resolve(FILE));
    Fields.only(kustomization, FIELDS, folder.resolve(FILE));
    Fields.equal(kustomization, "apiVersion", "kustomize.config.k8s.io/v1beta1");
    Fields.equal(kustomization, "kind", "Kustomization");
    List<ObjectNode> resources = new ArrayList<>();
    for (JsonNode entry : Fields.list(kustomization, "resources")) {
      resources.addAll(resource(folder.resolve(Fields.text(entry)).normalize()));
    }
    for (JsonNode patch : Fields.list(kustomization, "patches")) {
      patch(folder, patch, resources);
    }
    for (JsonNode labels : Fields.list(kustomization, "labels")) {
      Fields.only(labels, Set.of("pairs"), folder.resolve(FILE));
      resources.forEach(resource -> label(resource, labels.get("pairs")));
    }
    rejectTwins(resources);
    return resources;
  }

  private List<ObjectNode> resource(Path path) {
    if (path.toString().endsWith(".yaml")) {
      return List.of(Fields.object(files.read(path), path));
    }
    return render(path);
  }

  private void patch(Path folder, JsonNode patch, List<ObjectNode> resources) {
    Fields.only(patch, Set.of("path", "target"), folder.resolve(FILE));
    Path path = folder.resolve(Fields.text(patch.path("path"))).normalize();
    JsonNode change = files.read(path);
    JsonNode target = patch.has("target") ? patch.get("target") : Target.ofPatch(change, path);
    List<ObjectNode> matching =
        resources.stream().filter(new Target(target, folder.resolve(FILE))::matches).toList();
    if (matching.isEmpty()) {
      throw new IllegalArgumentException("patch " + path + " matches no resource");
    }
    for (ObjectNode resource : matching) {
      if (change instanceof ArrayNode operations) {
        JsonPatch.apply(resource, operations, path);
      } else {
        MergePatch.apply(resource, Fields.object(change, path), path);
      }
    }
  }

  private static void label(ObjectNode resource, JsonNode pairs) {
    Path file = Path.of(FILE);
    ObjectNode metadata = Fields.object(resource.path("metadata"), file);
    ObjectNode labels =
        metadata.has("labels")
            ? Fields.object(metadata.get("labels"), file)
            : metadata.putObject("labels");
    Fields.object(pairs, file)
        .properties()
        .forEach(pair -> labels.put(pair.getKey(), Fields.text(pair.getValue())));
  }

  private static void rejectTwins(List<ObjectNode> resources) {
    List<String> ids =
        resources.stream()
            .map(r -> r.path("kind").asText() + " " + r.at("/metadata/name").asText())
            .toList();
    if (Set.copyOf(ids).size() < ids.size()) {
      throw new IllegalArgumentException("resources must differ in kind or name, got " + ids);
    }
  }
}
