package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Every typo that is made of one node of a document: a field misspelt, a value misspelt, a value of
 * another type.
 */
final class Typos {

  /**
   * A document with one typo.
   *
   * @param place what is wrong and where, such as {@code name of /spec/job/args}
   */
  record Typo(String place, JsonNode document) {}

  private final JsonNode original;
  private final List<Typo> typos = new ArrayList<>();

  private Typos(JsonNode original) {
    this.original = original;
  }

  static List<Typo> of(JsonNode document) {
    Typos typos = new Typos(document);
    typos.visit("", document);
    return typos.typos;
  }

  private void visit(String path, JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String child = path + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
        add("name of " + child, path, parent -> rename((ObjectNode) parent, field.getKey()));
        replace(
            path,
            child,
            field.getValue(),
            (parent, value) -> ((ObjectNode) parent).set(field.getKey(), value));
        visit(child, field.getValue());
      }
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        replace(
            path,
            path + "/" + i,
            list.get(i),
            (parent, value) -> ((ArrayNode) parent).set(index, value));
        visit(path + "/" + i, list.get(i));
      }
    }
  }

  private interface Setter {
    void set(JsonNode parent, JsonNode value);
  }

  private void replace(String path, String child, JsonNode value, Setter setter) {
    if (value.isTextual()) {
      if (value.asText().contains("\n")) {
        lines(path, child, value.asText(), setter);
      } else {
        add("value of " + child, path, p -> setter.set(p, TextNode.valueOf(value.asText() + "x")));
      }
    }
    JsonNode other =
        value.isTextual() ? BooleanNode.TRUE : TextNode.valueOf("x" + value.asText(""));
    add("type of " + child, path, parent -> setter.set(parent, other));
  }

  /** Files inside a ConfigMap or Secret: names and values of their lines. */
  private void lines(String path, String child, String text, Setter setter) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int end = line.indexOf(line.contains(": ") ? ": " : "=");
      Map<String, String> changed = new LinkedHashMap<>();
      changed.put("name of ", line.substring(0, end) + "x" + line.substring(end));
      changed.put("value of ", line + "x");
      int index = i;
      changed.forEach(
          (kind, typo) -> {
            List<String> copy = new ArrayList<>(lines);
            copy.set(index, typo);
            JsonNode value = TextNode.valueOf(String.join("\n", copy) + "\n");
            add(kind + child + "#" + line.substring(0, end), path, p -> setter.set(p, value));
          });
    }
  }

  private void add(String place, String parent, Consumer<JsonNode> change) {
    JsonNode copy = original.deepCopy();
    change.accept(copy.at(parent));
    typos.add(new Typo(place, copy));
  }

  private static void rename(ObjectNode object, String name) {
    object.set(name + "x", object.remove(name));
  }
}
