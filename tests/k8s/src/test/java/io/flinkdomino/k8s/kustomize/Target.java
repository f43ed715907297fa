package io.flinkdomino.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Set;

/** Which resources a patch changes. */
final class Target {

  private final JsonNode selector;

  Target(JsonNode selector, Path file) {
    Fields.only(selector, Set.of("apiVersion", "kind", "name"), file);
    this.selector = selector;
  }

  /** A merge patch names its resource as the resource names itself. */
  static JsonNode ofPatch(JsonNode patch, Path file) {
    ObjectNode selector = JsonNodeFactory.instance.objectNode();
    selector.set("apiVersion", Fields.object(patch, file).path("apiVersion"));
    selector.set("kind", patch.path("kind"));
    selector.set("name", patch.at("/metadata/name"));
    return selector;
  }

  boolean matches(JsonNode resource) {
    return same(resource.path("kind"), "kind")
        && same(resource.at("/metadata/name"), "name")
        && same(resource.path("apiVersion"), "apiVersion");
  }

  private boolean same(JsonNode value, String name) {
    return !selector.has(name) || selector.get(name).equals(value);
  }
}
