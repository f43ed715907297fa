package io.flinkdomino.k8s.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the deployment expects of its image.
 *
 * @param names images that the README builds
 * @param files files that the Dockerfile copies into the image
 */
record ImageContents(Set<String> names, Set<String> files) {

  private static final String LOCAL = "file://";

  List<String> problems(Rendered rendered) {
    List<String> problems = new ArrayList<>();
    String image = rendered.deployment().at("/spec/image").asText();
    if (!names.contains(image)) {
      problems.add("image must be one that the README builds, " + names + ", got " + image);
    }
    String jar = rendered.deployment().at("/spec/job/jarURI").asText();
    if (!jar.startsWith(LOCAL) || !files.contains(jar.substring(LOCAL.length()))) {
      problems.add("jarURI must be a file that the Dockerfile copies, " + files + ", got " + jar);
    }
    return problems;
  }
}
