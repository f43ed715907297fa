package io.flinkdomino.k8s.operator;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a container sees under which path. A mount hides what the image has at its place, as it does
 * in a container.
 */
final class ContainerPaths {

  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private final Map<String, Path> folders = new TreeMap<>(LONGEST_FIRST);

  /** Starts with what the image holds. */
  ContainerPaths(Map<String, Path> image) {
    folders.putAll(image);
  }

  void mount(String path, Path folder) {
    folders.put(path, folder);
    // What is a path of this machine already stays so, below a mount such as /tmp too.
    folders.put(folder.toString(), folder);
  }

  Path folder(String path) {
    Path folder = folders.get(path);
    if (folder == null) {
      throw new IllegalArgumentException("nothing is mounted at " + path);
    }
    return folder;
  }

  /** The text with the container's paths in it replaced by those of this machine. */
  String onThisMachine(String text) {
    String any = folders.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    Pattern paths = Pattern.compile("(?<![\\w.-])(" + any + ")(?=[/\\s\"']|$)");
    return paths
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(folders.get(found.group(1)).toString()));
  }
}
