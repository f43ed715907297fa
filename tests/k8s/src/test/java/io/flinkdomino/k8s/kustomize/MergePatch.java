package io.flinkdomino.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * A JSON merge patch (RFC 7386), which is what kustomize applies to custom resources.
 *
 * <p>To Kubernetes' own kinds it applies a strategic merge, which differs in lists only: a list in
 * such a patch is refused.
 */
final class MergePatch {

  private static final String CUSTOM = "FlinkDeployment";

  private MergePatch() {}

  static void apply(ObjectNode resource, ObjectNode patch, Path file) {
    merge(resource, patch, resource.path("kind").asText().equals(CUSTOM), file);
  }

  private static void merge(ObjectNode target, ObjectNode patch, boolean lists, Path file) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (name.startsWith("$") || value.isNull()) {
        throw new IllegalArgumentException(
            file + ": directives and nulls in patches are not known here, got " + name);
      }
      if (value instanceof ObjectNode inner && target.get(name) instanceof ObjectNode existing) {
        merge(existing, inner, lists, file);
      } else if (value.isArray() && !lists) {
        throw new IllegalArgumentException(
            file + ": list " + name + " needs a JSON patch: strategic merge is not known here");
      } else {
        target.set(name, value.deepCopy());
      }
    }
  }
}
