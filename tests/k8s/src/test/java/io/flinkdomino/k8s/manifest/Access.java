package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who may do what, and who may connect to whom. */
final class Access {

  /** Pods of others that the network policy names: the operator's chart, Prometheus' chart. */
  private static final Set<String> NEIGHBOURS = Set.of("flink-kubernetes-operator", "prometheus");

  private static final String APP = "app.kubernetes.io/name";

  /** REST, TaskManager RPC, metrics. */
  private static final Set<Integer> OWN_PORTS = Set.of(8081, 6122, 9249);

  /** DNS, Kafka from 9092 to 9094, the API server. */
  private static final Set<Integer> OUTSIDE_PORTS = Set.of(53, 9092, 9094, 443, 6443);

  private Access() {}

  static List<String> problems(Rendered rendered) {
    List<String> problems = new ArrayList<>();
    String account = rendered.deployment().at("/spec/serviceAccount").asText();
    if (rendered.find("ServiceAccount", account).isEmpty()) {
      problems.add("serviceAccount must be one of the overlay, got " + account);
    }
    rendered
        .all("RoleBinding")
        .forEach(binding -> checkBinding(rendered, binding, account, problems));
    rendered.all("NetworkPolicy").forEach(policy -> checkPolicy(rendered, policy, problems));
    checkPorts(rendered, problems);
    return problems;
  }

  private static void checkBinding(
      Rendered rendered, JsonNode binding, String account, List<String> problems) {
    JsonNode role = binding.path("roleRef");
    JsonNode subjects = binding.path("subjects");
    if (!role.path("kind").asText().equals("Role")
        || rendered.find("Role", role.path("name").asText()).isEmpty()
        || !Rendered.name(binding).equals(role.path("name").asText())) {
      problems.add(Rendered.id(binding) + " must be of the role it is named after, got " + role);
    }
    if (subjects.size() != 1
        || !subjects.at("/0/kind").asText().equals("ServiceAccount")
        || !subjects.at("/0/name").asText().equals(account)) {
      problems.add(Rendered.id(binding) + " must be for the job's account, got " + subjects);
    }
  }

  private static void checkPolicy(Rendered rendered, JsonNode policy, List<String> problems) {
    JsonNode own = rendered.deployment().at("/spec/podTemplate/metadata/labels");
    if (!policy.at("/spec/podSelector/matchLabels").equals(own)) {
      problems.add(Rendered.id(policy) + " must select the job's pods, labelled " + own);
    }
    if (!Rendered.name(policy).equals(Rendered.name(rendered.deployment()))) {
      problems.add(Rendered.id(policy) + " must have the deployment's name");
    }
    for (Rendered.Scalar scalar : Rendered.scalars(policy.path("spec"))) {
      String label = scalar.value().asText();
      if (scalar.path().endsWith("/matchLabels/" + APP.replace('/', '~'))
          && !label.equals(own.path(APP).asText())
          && !NEIGHBOURS.contains(label)) {
        problems.add(Rendered.id(policy) + " selects pods that nobody labels: " + label);
      }
      if (scalar.path().matches(".*/(port|endPort)")
          && !OWN_PORTS.contains(scalar.value().asInt())
          && !OUTSIDE_PORTS.contains(scalar.value().asInt())) {
        problems.add(Rendered.id(policy) + " opens a port that nobody uses: " + scalar.value());
      }
    }
  }

  private static void checkPorts(Rendered rendered, List<String> problems) {
    for (Rendered.Scalar scalar : Rendered.scalars(rendered.deployment().path("spec"))) {
      if (scalar.path().matches(".*/(port|containerPort|.*prometheus.io~port|.*prom[.]port)")
          && !OWN_PORTS.contains(scalar.value().asInt())) {
        problems.add(scalar.path() + " must be one of " + OWN_PORTS + ", got " + scalar.value());
      }
    }
  }
}
