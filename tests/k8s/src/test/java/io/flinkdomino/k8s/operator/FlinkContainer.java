package io.flinkdomino.k8s.operator;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.flinkdomino.k8s.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs pods of the image as JVMs: Flink's own entry points on the packaged distribution, with the
 * arguments, settings and volumes that the operator gave the pod.
 *
 * <p>Pods have an address each; processes on one machine share theirs, so ports and host names, and
 * nothing else, are other than in the pod.
 */
final class FlinkContainer implements Kubelet.Containers {

  private static final String ENTRYPOINT = "/docker-entrypoint.sh";
  private static final String CONF = "/opt/flink/conf";
  private static final Map<String, String> MAIN_CLASSES =
      Map.of(
          "standalone-job",
          "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
          "taskmanager",
          "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");

  // Standard input ends with this JVM, and the pod's process with it.
  private static final String END_WITH_PARENT =
      "exec 3<&0; \"$@\" 3<&- & child=$!; trap 'kill $child' TERM;"
          + " { cat <&3 >/dev/null; kill $child; } 2>/dev/null & wait $child; wait $child";

  private static final Map<String, Path> IMAGE =
      Map.of(
          "/opt/flink/job", Repository.distribution().resolve("job"),
          "/opt/flink/lib", Repository.distribution().resolve("lib"));

  private final PodVolumes volumes;
  private final Path folder;
  private final Map<String, String> ownPorts;

  /**
   * @param folder for the pods' files
   * @param ownPorts settings that differ from those of the pod
   */
  FlinkContainer(PodVolumes volumes, Path folder, Map<String, String> ownPorts) {
    this.volumes = volumes;
    this.folder = folder;
    this.ownPorts = ownPorts;
  }

  @Override
  public Process start(Pod pod) throws IOException, InterruptedException {
    Container container = pod.getSpec().getContainers().get(0);
    if (!container.getCommand().equals(List.of(ENTRYPOINT))) {
      throw new IOException("a pod must start " + ENTRYPOINT + ", got " + container.getCommand());
    }
    Path own = folder.resolve(pod.getMetadata().getName());
    ContainerPaths paths = new ContainerPaths(IMAGE);
    volumes.mount(pod, own, paths);
    Path conf = paths.folder(CONF);
    FlinkConfigFile settings = FlinkConfigFile.read(conf);
    ownPorts.forEach(settings::set);
    settings.write(conf);
    return new ProcessBuilder(command(container, conf, settings, paths))
        .redirectErrorStream(true)
        .redirectOutput(own.resolve("console.log").toFile())
        .start();
  }

  private static List<String> command(
      Container container, Path conf, FlinkConfigFile settings, ContainerPaths paths)
      throws IOException, InterruptedException {
    String role = container.getArgs().get(0);
    boolean isJobManager = role.equals("standalone-job");
    List<String> memory = memory(isJobManager ? "GET_JM" : "GET_TM", conf);
    List<String> command = new ArrayList<>(List.of("sh", "-c", END_WITH_PARENT, "sh", java()));
    command.addAll(words(memory.get(0)));
    command.addAll(words(settings.get("env.java.default-opts.all")));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlog4j.configurationFile=" + log4j(conf));
    command.addAll(
        List.of("-DDJL_OFFLINE=true", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true"));
    command.addAll(List.of("-cp", classPath(), MAIN_CLASSES.get(role)));
    command.addAll(List.of("--configDir", conf.toString()));
    command.addAll(words(memory.get(1)));
    container.getArgs().stream().skip(1).map(paths::onThisMachine).forEach(command::add);
    return command;
  }

  /** What Flink's scripts do before they start a JVM: its flags, and settings that follow. */
  private static List<String> memory(String kind, Path conf)
      throws IOException, InterruptedException {
    String utils = "org.apache.flink.runtime.util.bash.BashJavaUtils";
    Process process =
        new ProcessBuilder(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                utils,
                kind + "_RESOURCE_PARAMS",
                "--configDir",
                conf.toString())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    List<String> results =
        output
            .lines()
            .filter(line -> line.startsWith("BASH_JAVA_UTILS_EXEC_RESULT:"))
            .map(line -> line.substring("BASH_JAVA_UTILS_EXEC_RESULT:".length()))
            .toList();
    if (process.waitFor() != 0 || results.size() != 2) {
      throw new IOException("computing the memory of a Flink process failed: " + output);
    }
    return results;
  }

  private static Path log4j(Path conf) {
    Path own = conf.resolve("log4j-console.properties");
    return Files.exists(own) ? own : Repository.distribution().resolve("conf/log4j2.properties");
  }

  private static String classPath() {
    return Stream.of(
            Repository.distribution().resolve("flink"),
            Repository.distribution().resolve("lib"),
            Repository.flinkExtras())
        .map(jars -> jars.resolve("*").toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
