package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values that neither schema nor classes restrict, though an API server does, or a reader of them.
 */
final class KnownValues {

  private static final List<Rule> RULES =
      List.of(
          rule(".*/imagePullPolicy", "Always", "IfNotPresent", "Never"),
          rule(".*/protocol", "TCP", "UDP"),
          rule("/spec/accessModes/\\d+", "ReadWriteOnce", "ReadWriteMany", "ReadOnlyMany"),
          rule("/spec/policyTypes/\\d+", "Ingress", "Egress"),
          rule(".*/seccompProfile/type", "RuntimeDefault"),
          rule(".*/fsGroupChangePolicy", "OnRootMismatch", "Always"),
          rule(".*/capabilities/drop/\\d+", "ALL"),
          rule(".*/tolerations/\\d+/operator", "Exists", "Equal"),
          rule(".*/tolerations/\\d+/effect", "NoSchedule", "NoExecute"),
          rule(".*/tolerations/\\d+/key", "nvidia.com/gpu"),
          rule(".*/labels/app.kubernetes.io~(name|part-of)", "flink-domino"),
          rule(".*/podTemplate/apiVersion", "v1"),
          rule(".*/podTemplate/kind", "Pod"),
          rule(".*/httpGet/path", "/config"),
          rule(
              ".*/mountPath",
              "/models",
              "/state",
              "/etc/flink-domino/job",
              "/etc/flink-domino/kafka",
              "/tmp",
              "/opt/flink/log"),
          rule(".*/containers/\\d+/name", "flink-main-container"),
          rule(".*/ports/\\d+/name", "metrics"),
          rule("/rules/\\d+/apiGroups/\\d+", ""),
          rule("/rules/\\d+/resources/\\d+", "configmaps"),
          rule(
              "/rules/\\d+/verbs/\\d+",
              "create",
              "delete",
              "get",
              "list",
              "patch",
              "update",
              "watch"),
          rule("/(roleRef/apiGroup)", "rbac.authorization.k8s.io"),
          rule("/type", "Opaque"),
          rule(".*/prometheus.io~scrape", "true"));

  private static final Set<String> RESOURCE_NAMES =
      Set.of("cpu", "memory", "storage", "nvidia.com~gpu");
  private static final Pattern LIMIT = Pattern.compile(".*/(limits|requests)/([^/]+)");
  private static final Pattern QUANTITY =
      Pattern.compile(".*/(limits|requests)/[^/]+|.*/sizeLimit|.*/resource/memory");
  private static final Set<String> LABELS =
      Set.of("app.kubernetes.io~name", "app.kubernetes.io~part-of");
  private static final Set<String> ANNOTATIONS =
      Set.of("prometheus.io~scrape", "prometheus.io~port");

  private KnownValues() {}

  private record Rule(Pattern path, Set<String> values) {}

  private static Rule rule(String path, String... values) {
    return new Rule(Pattern.compile(path), Set.of(values));
  }

  /** What in the resource has a value that cannot mean anything. */
  static List<String> problems(JsonNode resource) {
    List<String> problems = new ArrayList<>();
    for (Rendered.Scalar scalar : Rendered.scalars(resource)) {
      String path = scalar.path();
      String value = scalar.value().asText();
      for (Rule rule : RULES) {
        if (rule.path().matcher(path).matches() && !rule.values().contains(value)) {
          problems.add(path + " must be one of " + rule.values() + ", got " + value);
        }
      }
      checkQuantity(path, value, problems);
      checkKey(path, "labels", LABELS, problems);
      checkKey(path, "matchLabels", LABELS, problems);
      checkKey(path, "annotations", ANNOTATIONS, problems);
    }
    return problems;
  }

  private static void checkQuantity(String path, String value, List<String> problems) {
    var limit = LIMIT.matcher(path);
    if (limit.matches() && !RESOURCE_NAMES.contains(limit.group(2))) {
      problems.add(path + ": a resource must be one of " + RESOURCE_NAMES);
    }
    if (!QUANTITY.matcher(path).matches()) {
      return;
    }
    try {
      Quantity quantity = Quantity.parse(value);
      quantity.getNumericalAmount();
      // 2048m is two bytes to Kubernetes and two gigabytes to Flink.
      if (!path.endsWith("cpu") && quantity.getFormat().equals("m")) {
        problems.add(path + " must not be in thousandths, got " + value + ": write Mi or Gi");
      }
    } catch (IllegalArgumentException e) {
      problems.add(path + " must be a quantity, got " + value);
    }
  }

  private static void checkKey(
      String path, String field, Set<String> known, List<String> problems) {
    int at = path.indexOf("/" + field + "/");
    if (at >= 0 && !known.contains(path.substring(at + field.length() + 2))) {
      problems.add(path + ": keys of " + field + " must be one of " + known);
    }
  }
}
