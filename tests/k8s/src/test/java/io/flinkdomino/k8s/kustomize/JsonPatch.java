package io.flinkdomino.k8s.kustomize;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Set;

/** The operations add and replace of a JSON patch (RFC 6902). */
final class JsonPatch {

  private static final String LIST_END = "-";

  private JsonPatch() {}

  static void apply(ObjectNode resource, ArrayNode operations, Path file) {
    for (JsonNode operation : operations) {
      Fields.only(operation, Set.of("op", "path", "value"), file);
      JsonPointer path = JsonPointer.compile(Fields.text(operation.path("path")));
      JsonNode parent = resource.at(path.head());
      String name = path.last().getMatchingProperty();
      JsonNode value = operation.path("value").deepCopy();
      boolean done =
          switch (Fields.text(operation.path("op"))) {
            case "add" -> add(parent, name, value);
            case "replace" -> replace(parent, name, value);
            default ->
                throw new IllegalArgumentException(
                    file + ": op must be add or replace here, got " + operation.get("op"));
          };
      if (!done) {
        throw new IllegalArgumentException(file + ": there is no " + path + " to patch");
      }
    }
  }

  private static boolean add(JsonNode parent, String name, JsonNode value) {
    if (parent instanceof ArrayNode list && name.equals(LIST_END)) {
      list.add(value);
      return true;
    }
    if (parent instanceof ObjectNode object) {
      object.set(name, value);
      return true;
    }
    return false;
  }

  private static boolean replace(JsonNode parent, String name, JsonNode value) {
    if (parent instanceof ObjectNode object && object.has(name)) {
      object.set(name, value);
      return true;
    }
    if (parent instanceof ArrayNode list && list.has(Integer.parseInt(name))) {
      list.set(Integer.parseInt(name), value);
      return true;
    }
    return false;
  }
}
