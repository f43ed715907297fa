package io.flinkdomino.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Names of Flink versions, which the operator's artifacts on Maven Central do not know up to 2.x.
 */
public final class FlinkVersions {

  /** What the CRDs of operator 1.13 to 1.15 accept for Flink 2. */
  private static final List<String> RELEASED = List.of("v2_0", "v2_1", "v2_2");

  /** Renamed in Flink 1.20; Flink 2 reads both. */
  private static final Map<String, String> OLDER_KEYS =
      Map.of(
          "execution.checkpointing.dir", "state.checkpoints.dir",
          "execution.checkpointing.savepoint-dir", "state.savepoints.dir");

  private FlinkVersions() {}

  /**
   * A copy whose version is the given older one, with the keys of its time, which stands in for it
   * in schema, classes and operator.
   *
   * @throws IllegalArgumentException if the manifest's version is none that the operator knows
   */
  public static ObjectNode mapped(ObjectNode deployment, String version) {
    JsonNode named = deployment.at("/spec/flinkVersion");
    if (!named.isTextual() || !RELEASED.contains(named.asText())) {
      throw new IllegalArgumentException(
          "flinkVersion must be one of " + RELEASED + ", got " + named);
    }
    ObjectNode copy = deployment.deepCopy();
    copy.withObject("/spec").put("flinkVersion", version);
    if (copy.at("/spec/flinkConfiguration") instanceof ObjectNode settings) {
      OLDER_KEYS.forEach(
          (key, older) -> {
            if (settings.has(key)) {
              settings.set(older, settings.remove(key));
            }
          });
    }
    return copy;
  }
}
