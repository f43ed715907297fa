package io.flinkdomino.tests.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;

/**
 * A session cluster as users have it: JobManager, TaskManagers and client are JVMs of their own, on
 * a class path of packaged files only.
 */
public final class FlinkCluster implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final Pattern SUBMITTED =
      Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");

  private final Path folder;
  private final Path configFolder;
  private final FlinkRest rest;
  private final List<FlinkProcess> taskManagers = new ArrayList<>();
  private final FlinkProcess jobManager;

  private FlinkCluster(Path folder, Path configFolder, URI address) throws IOException {
    this.folder = folder;
    this.configFolder = configFolder;
    this.rest = new FlinkRest(address);
    this.jobManager =
        FlinkProcess.start(
            folder,
            "jobmanager",
            configFolder,
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir",
            configFolder.toString());
  }

  /**
   * Starts it and waits for its slots.
   *
   * @param folder for configuration, logs and checkpoints
   */
  public static FlinkCluster start(Path folder, int taskManagers, int slots) throws Exception {
    int restPort = freePort();
    Path config = Files.createDirectories(folder.resolve("conf"));
    writeConfig(config, folder, restPort, slots);
    FlinkCluster cluster =
        new FlinkCluster(folder, config, URI.create("http://127.0.0.1:" + restPort));
    try {
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      cluster.awaitSlots(taskManagers * slots);
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  private static void writeConfig(Path config, Path folder, int restPort, int slots)
      throws IOException {
    Map<String, Object> settings = new TreeMap<>();
    for (String host :
        List.of(
            "jobmanager.rpc.address",
            "jobmanager.bind-host",
            "rest.address",
            "rest.bind-address",
            "taskmanager.host",
            "taskmanager.bind-host")) {
      settings.put(host, "127.0.0.1");
    }
    settings.put("jobmanager.rpc.port", freePort());
    settings.put("rest.port", restPort);
    settings.put("io.tmp.dirs", Files.createDirectories(folder.resolve("tmp")));
    settings.put("taskmanager.numberOfTaskSlots", slots);
    settings.put("taskmanager.cpu.cores", 1.0);
    // Flink's own scripts work these out before they start a TaskManager.
    Map.of(
            "framework.heap.size", "64m",
            "framework.off-heap.size", "64m",
            "task.heap.size", "128m",
            "task.off-heap.size", "0m",
            "managed.size", "8m",
            "network.min", "16m",
            "network.max", "16m",
            "jvm-metaspace.size", "256m",
            "jvm-overhead.min", "192m",
            "jvm-overhead.max", "192m")
        .forEach((key, value) -> settings.put("taskmanager.memory." + key, value));
    settings.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri());
    settings.put("execution.checkpointing.interval", "300ms");
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.attempts", 3);
    settings.put("restart-strategy.fixed-delay.delay", "0s");
    StringBuilder yaml = new StringBuilder();
    settings.forEach((key, value) -> yaml.append(key + ": \"" + value + "\"\n"));
    Files.writeString(config.resolve("config.yaml"), yaml);
  }

  private void startTaskManager() throws IOException {
    taskManagers.add(
        FlinkProcess.start(
            folder,
            "taskmanager-" + taskManagers.size(),
            configFolder,
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "--configDir",
            configFolder.toString()));
  }

  private void awaitSlots(int slots) {
    await()
        .atMost(DEADLINE)
        .failFast(this::assertAllAlive)
        .ignoreExceptions()
        .until(() -> rest.freeSlots() == slots);
  }

  private void assertAllAlive() throws IOException {
    jobManager.assertAlive();
    for (FlinkProcess taskManager : taskManagers) {
      taskManager.assertAlive();
    }
  }

  /**
   * Submits the packaged job as {@code flink run} does.
   *
   * @param flags of {@code flink run}
   * @param arguments of the job
   * @throws IOException if the client does not succeed; holds what it said
   */
  public JobID run(List<String> flags, List<String> arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("run", "-d", "-t", "remote"));
    all.addAll(flags);
    all.add(Distribution.jobJar().toString());
    all.addAll(arguments);
    try (FlinkProcess client =
        FlinkProcess.start(
            folder,
            "client",
            configFolder,
            "org.apache.flink.client.cli.CliFrontend",
            all.toArray(String[]::new))) {
      int exitCode = client.exitCode(DEADLINE);
      Matcher submitted = SUBMITTED.matcher(client.output());
      if (exitCode != 0 || !submitted.find()) {
        throw new IOException("flink run ended with " + exitCode + ":\n" + client.output());
      }
      return JobID.fromHexString(submitted.group(1));
    }
  }

  /** Waits until all tasks of the job run; the answer is the TaskManager of each. */
  public List<String> awaitRunning(JobID job) throws Exception {
    await().atMost(DEADLINE).failFast(this::assertAllAlive).until(() -> rest.allTasksRun(job));
    return rest.taskManagersOf(job);
  }

  /** Ends the job at once and waits until its slots are free. */
  public void cancel(JobID job) throws Exception {
    int slots = rest.freeSlots();
    rest.cancel(job);
    await().atMost(DEADLINE).until(() -> rest.isCanceled(job) && rest.freeSlots() > slots);
  }

  /** Failures that the job went on from. */
  public int failures(JobID job) throws Exception {
    return rest.failures(job);
  }

  public List<FlinkProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  @Override
  public void close() throws InterruptedException {
    for (FlinkProcess taskManager : taskManagers) {
      taskManager.close();
    }
    jobManager.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
