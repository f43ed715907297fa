package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The resources of one overlay, with what is often looked up in them. */
public record Rendered(List<ObjectNode> resources) {

  static final String DEPLOYMENT = "FlinkDeployment";

  /** The resources of a kind. */
  public Stream<ObjectNode> all(String kind) {
    return resources.stream().filter(resource -> resource.path("kind").asText().equals(kind));
  }

  Optional<ObjectNode> find(String kind, String name) {
    return all(kind).filter(resource -> name(resource).equals(name)).findFirst();
  }

  /**
   * The one FlinkDeployment.
   *
   * @throws IllegalArgumentException if there is none, or several
   */
  public ObjectNode deployment() {
    List<ObjectNode> found = all(DEPLOYMENT).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "an overlay must hold one FlinkDeployment, got " + found.size());
    }
    return found.get(0);
  }

  /** Templates of pods: the common one, the JobManager's and the TaskManager's. */
  List<JsonNode> podTemplates() {
    JsonNode spec = deployment().path("spec");
    return Stream.of(
            spec.path("podTemplate"),
            spec.at("/jobManager/podTemplate"),
            spec.at("/taskManager/podTemplate"))
        .filter(JsonNode::isObject)
        .toList();
  }

  /** Containers of all pod templates. */
  List<JsonNode> containers() {
    return podTemplates().stream().flatMap(pod -> items(pod.at("/spec/containers"))).toList();
  }

  /** Flink's settings of the deployment. */
  JsonNode flinkConfiguration() {
    return deployment().at("/spec/flinkConfiguration");
  }

  static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  static List<String> texts(JsonNode list) {
    return items(list).map(JsonNode::asText).toList();
  }

  static String name(JsonNode resource) {
    return resource.at("/metadata/name").asText();
  }

  static String id(JsonNode resource) {
    return resource.path("kind").asText() + " " + name(resource);
  }

  /** All scalars below a node with their paths, in which a slash of a field's name is a tilde. */
  static List<Scalar> scalars(JsonNode node) {
    List<Scalar> found = new ArrayList<>();
    collect("", node, found);
    return found;
  }

  private static void collect(String path, JsonNode node, List<Scalar> found) {
    if (node.isObject()) {
      node.properties()
          .forEach(f -> collect(path + "/" + f.getKey().replace('/', '~'), f.getValue(), found));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "/" + i, node.get(i), found);
      }
    } else {
      found.add(new Scalar(path, node));
    }
  }

  /** A text, number, boolean or null. */
  record Scalar(String path, JsonNode value) {}
}
