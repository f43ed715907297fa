package io.flinkdomino.k8s.manifest;

import java.nio.file.Path;
import java.util.Map;

/**
 * What lies under the mount points of the pods, on this machine.
 *
 * @param folders by mount path
 */
record Mounts(Map<String, Path> folders) {

  /** The value with the mount point it begins with replaced, or the value itself. */
  String onThisMachine(String value) {
    for (Map.Entry<String, Path> mount : folders.entrySet()) {
      if (value.startsWith(mount.getKey() + "/")) {
        return mount.getValue() + value.substring(mount.getKey().length());
      }
    }
    return value;
  }
}
