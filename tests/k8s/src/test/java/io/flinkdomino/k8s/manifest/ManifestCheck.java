package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.config.FlinkConfigManager;
import org.apache.flink.kubernetes.operator.validation.DefaultValidator;

/** Everything that can be said about the resources of an overlay without a cluster. */
public final class ManifestCheck {

  private static final String VERSION_OF_CRD = "v1_20";

  /** The newest that the operator's own classes know. */
  public static final String VERSION_OF_OPERATOR = "v1_19";

  private static final String OPERATOR_PREFIX = "kubernetes.operator.";

  private static final Map<String, String> CHOICES =
      Map.of(
          "high-availability.type", "kubernetes",
          "external-resource.gpu.kubernetes.config-key", "nvidia.com/gpu");

  private final CrdSchema schema;
  private final PackagedJob job;
  private final JobArguments arguments;
  private final ImageContents image;
  private final Set<String> provided;
  private final DefaultValidator validator =
      new DefaultValidator(new FlinkConfigManager(new Configuration()));

  ManifestCheck(
      CrdSchema schema,
      PackagedJob job,
      JobArguments arguments,
      ImageContents image,
      Set<String> provided) {
    this.schema = schema;
    this.job = job;
    this.arguments = arguments;
    this.image = image;
    this.provided = provided;
  }

  /** What is wrong; empty for a sound overlay. */
  public List<String> problems(Rendered rendered) {
    List<String> problems = new ArrayList<>();
    try {
      ObjectNode deployment = rendered.deployment();
      problems.addAll(schema.problems(FlinkVersions.mapped(deployment, VERSION_OF_CRD)));
      for (ObjectNode resource : rendered.resources()) {
        problems.addAll(KnownValues.problems(resource));
        if (!resource.equals(deployment)) {
          StrictModels.read(resource);
        }
      }
      problems.addAll(operatorProblems(deployment));
      problems.addAll(flinkProblems(rendered.flinkConfiguration()));
      problems.addAll(Volumes.problems(rendered, provided));
      problems.addAll(KafkaClientFile.problems(rendered));
      problems.addAll(Access.problems(rendered));
      problems.addAll(arguments.problems(rendered));
      problems.addAll(image.problems(rendered));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return problems;
  }

  private List<String> operatorProblems(ObjectNode deployment) {
    Object parsed = StrictModels.read(FlinkVersions.mapped(deployment, VERSION_OF_OPERATOR));
    return validator.validateDeployment((FlinkDeployment) parsed).stream().toList();
  }

  private List<String> flinkProblems(JsonNode configuration) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> setting : configuration.properties()) {
      String key = setting.getKey();
      String value = setting.getValue().asText();
      if (key.startsWith(OPERATOR_PREFIX)) {
        problems.addAll(OperatorOptions.problems(key, value));
      } else {
        problems.addAll(job.flinkProblems(key, value));
      }
    }
    checkChoices(configuration, problems);
    String resource = configuration.path("external-resources").asText();
    if (!resource.isEmpty() && !configuration.has("external-resource." + resource + ".amount")) {
      problems.add("external-resource." + resource + ".amount is missing");
    }
    return problems;
  }

  /** Texts to Flink, in which it looks for one of few words only when it starts. */
  private static void checkChoices(JsonNode configuration, List<String> problems) {
    CHOICES.forEach(
        (key, choice) -> {
          if (configuration.has(key) && !configuration.get(key).asText().equals(choice)) {
            problems.add(key + " must be " + choice + ", got " + configuration.get(key));
          }
        });
    boolean hasGpus = configuration.has("external-resource.gpu.amount");
    if (hasGpus != configuration.has("external-resources")) {
      problems.add("external-resources must be there with the settings of each, and only then");
    }
  }
}
