package io.flinkdomino.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads nodes of one type and refuses what is of another. */
final class Fields {

  private Fields() {}

  static void only(JsonNode node, Set<String> known, Path file) {
    object(node, file)
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new IllegalArgumentException(
                    file + ": " + name + " is no kustomize feature known here: " + known);
              }
            });
  }

  static void equal(JsonNode node, String name, String value) {
    if (!node.path(name).asText().equals(value)) {
      throw new IllegalArgumentException(
          name + " must be " + value + ", got " + node.path(name).asText());
    }
  }

  static List<JsonNode> list(JsonNode node, String name) {
    JsonNode list = node.path(name);
    if (!list.isMissingNode() && !list.isArray()) {
      throw new IllegalArgumentException(name + " must be a list, got " + list);
    }
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException("a text must stand here, got " + node);
    }
    return node.asText();
  }

  static ObjectNode object(JsonNode node, Path file) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(file + ": fields must stand here, got " + node);
  }
}
