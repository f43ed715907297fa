package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.flinkdomino.k8s.kustomize.ManifestFiles;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of the job and the options file they name, held against the job itself. */
final class JobArguments {

  private static final String CONFIG = "--config";

  private final PackagedJob job;
  private final Set<String> documented;
  private final Mounts files;

  JobArguments(PackagedJob job, Set<String> documented, Mounts files) {
    this.job = job;
    this.documented = documented;
    this.files = files;
  }

  List<String> problems(Rendered rendered) {
    List<String> problems = new ArrayList<>();
    JsonNode spec = rendered.deployment().at("/spec/job");
    List<String> arguments = Rendered.texts(spec.path("args"));
    if (arguments.isEmpty() || !arguments.get(0).equals("run") || arguments.size() % 2 == 0) {
      return List.of("args must be run, then options with a value each, got " + arguments);
    }
    if (!job.hasClass(spec.path("entryClass").asText())) {
      problems.add("entryClass must be a class of the job, got " + spec.path("entryClass"));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i < arguments.size(); i += 2) {
      String flag = arguments.get(i);
      String value = arguments.get(i + 1);
      if (value.startsWith("/") && !Volumes.isThere(rendered, value)) {
        problems.add(flag + " must name a file that the overlay or the user mounts, got " + value);
      }
      if (flag.equals(CONFIG)) {
        optionsFile(rendered, value, problems).ifPresent(values::putAll);
      } else if (flag.startsWith("--")) {
        values.put(flag.substring(2), value);
      } else {
        problems.add("args must be options with a value each, got " + flag);
      }
    }
    values.keySet().stream()
        .filter(option -> !documented.contains(option))
        .forEach(option -> problems.add(option + " is no option in docs/options.md"));
    values.replaceAll((option, value) -> files.onThisMachine(value));
    problems.addAll(job.optionProblems(values));
    return problems;
  }

  private static Optional<Map<String, String>> optionsFile(
      Rendered rendered, String path, List<String> problems) {
    Optional<String> text = Volumes.configFile(rendered, path);
    if (text.isEmpty()) {
      problems.add("args: no ConfigMap of the overlay is mounted at " + path);
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    try {
      ManifestFiles.parse(text.get())
          .properties()
          .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
    } catch (UncheckedIOException e) {
      problems.add(path + " must be YAML: " + e.getMessage());
    }
    return Optional.of(values);
  }
}
