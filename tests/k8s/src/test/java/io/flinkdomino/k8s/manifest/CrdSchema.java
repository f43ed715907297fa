package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The OpenAPI schema of a custom resource definition, read strictly: what the schema does not name
 * is a problem, where an API server would drop it silently.
 */
final class CrdSchema {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "properties",
          "additionalProperties",
          "items",
          "enum",
          "required",
          "anyOf",
          "description",
          "x-kubernetes-int-or-string");

  private final JsonNode schema;

  private CrdSchema(JsonNode schema) {
    this.schema = schema;
  }

  static CrdSchema read(Path crd) {
    try {
      JsonNode versions = YAML.readTree(crd.toFile()).at("/spec/versions");
      if (versions.size() != 1) {
        throw new IOException(
            crd.getFileName() + " must define one version, got " + versions.size());
      }
      return new CrdSchema(versions.at("/0/schema/openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What of the resource's spec the schema does not allow. */
  List<String> problems(JsonNode resource) {
    List<String> problems = new ArrayList<>();
    for (String field : names(resource)) {
      if (!Set.of("apiVersion", "kind", "metadata", "spec").contains(field)) {
        problems.add("/" + field + " is no field of a custom resource");
      }
    }
    check("/spec", resource.path("spec"), schema.at("/properties/spec"), problems);
    return problems;
  }

  private void check(String path, JsonNode value, JsonNode rule, List<String> problems) {
    names(rule).stream()
        .filter(keyword -> !KEYWORDS.contains(keyword))
        .forEach(
            keyword -> {
              throw new IllegalStateException("schema keyword is not known here: " + keyword);
            });
    if (rule.path("x-kubernetes-int-or-string").asBoolean()) {
      if (!value.isIntegralNumber() && !value.isTextual()) {
        problems.add(path + " must be a whole number or a text, got " + value);
      }
    } else if (!hasType(value, rule.path("type").asText())) {
      problems.add(path + " must be of type " + rule.path("type").asText() + ", got " + value);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(path + "/" + i, value.get(i), rule.path("items"), problems);
      }
    } else if (value.isObject()) {
      checkFields(path, value, rule, problems);
    } else if (rule.has("enum") && !Rendered.items(rule.get("enum")).toList().contains(value)) {
      problems.add(path + " must be one of " + rule.get("enum") + ", got " + value);
    }
  }

  private void checkFields(String path, JsonNode value, JsonNode rule, List<String> problems) {
    for (String name : names(value)) {
      JsonNode fieldRule = rule.path("properties").path(name);
      if (fieldRule.isMissingNode()) {
        fieldRule = rule.path("additionalProperties");
      }
      if (fieldRule.isMissingNode()) {
        problems.add(path + "/" + name + " is no field that the schema knows");
      } else {
        check(path + "/" + name, value.get(name), fieldRule, problems);
      }
    }
    Rendered.texts(rule.path("required")).stream()
        .filter(name -> !value.has(name))
        .forEach(name -> problems.add(path + "/" + name + " is required"));
  }

  private static boolean hasType(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new IllegalStateException("schema type is not known here: " + type);
    };
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
