package io.flinkdomino.chaos.cluster;

import io.flinkdomino.bench.workload.Repository;
import io.flinkdomino.chaos.agent.OrderedFailure;
import io.flinkdomino.chaos.values.ValuesFolder;
import io.flinkdomino.job.demo.DemoBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session cluster under ZooKeeper and its broker, each process a JVM of its own. What is killed
 * is started again by whoever killed it. One thread, closing excepted.
 */
public final class Cluster implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Pattern SUBMITTED =
      Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");

  private final RunFolder folder;
  private final ValuesFolder values;
  private final Rest rest;
  private final DemoBroker broker;
  private final ChildProcess zooKeeper;
  private final List<ChildProcess> taskManagers = new ArrayList<>();
  private ChildProcess jobManager;

  private Cluster(RunFolder folder, DemoBroker broker) throws IOException {
    this.folder = folder;
    this.broker = broker;
    this.values = new ValuesFolder(folder.values());
    this.rest = new Rest(folder.ports().rest());
    this.zooKeeper =
        ChildProcess.server(
            folder,
            "zookeeper",
            List.of("-Xmx96m", "-Dzookeeper.admin.enableServer=false"),
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
            Integer.toString(folder.ports().zooKeeper()),
            folder.resolve("zookeeper").toString(),
            "500");
    this.jobManager = newJobManager();
  }

  /**
   * Starts everything on a folder, which may be that of an earlier run, and waits for its slots.
   *
   * @param taskManagers of one slot each
   * @param checkpointInterval of jobs
   * @param more settings of Flink
   */
  public static Cluster start(
      RunFolder folder, int taskManagers, Duration checkpointInterval, Map<String, String> more)
      throws IOException, InterruptedException {
    folder.configure(checkpointInterval, more);
    Path data = folder.resolve("broker");
    boolean fresh = !Files.exists(data);
    DemoBroker broker =
        DemoBroker.start(Installation.brokerLib(), data, folder.ports().broker(), START_LIMIT);
    Cluster cluster = new Cluster(folder, broker);
    try {
      if (fresh) {
        Topics.create(broker);
      }
      for (int i = 0; i < taskManagers; i++) {
        cluster.taskManagers.add(cluster.newTaskManager(i));
      }
      cluster.awaitSlots();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private ChildProcess newJobManager() throws IOException {
    return ChildProcess.server(
        folder,
        "jobmanager",
        List.of("-Xmx256m"),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        "--configDir",
        folder.configuration().toString());
  }

  private ChildProcess newTaskManager(int number) throws IOException {
    return ChildProcess.server(
        folder,
        "taskmanager-" + number,
        List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-XX:ActiveProcessorCount=1",
            "-D" + OrderedFailure.FILE + "=" + failureFile()),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        "--configDir",
        folder.configuration().toString());
  }

  private Path failureFile() {
    return folder.resolve("failure");
  }

  private void awaitSlots() throws InterruptedException {
    Await.until(
        "registration of " + taskManagers.size() + " TaskManagers",
        START_LIMIT,
        () -> rest.slots() == taskManagers.size());
  }

  /**
   * Waits until the JobManager knows a slot of every TaskManager, and starts those anew that end
   * meanwhile: one that was stopped for long ends itself when it finds its transactions fenced.
   */
  public void awaitFullStrength() throws InterruptedException {
    Await.until(
        "registration of " + taskManagers.size() + " TaskManagers",
        START_LIMIT,
        () -> restartTaskManagers() == 0 && rest.slots() == taskManagers.size());
  }

  /**
   * Submits the packaged job as {@code flink run} does; the answer is its id.
   *
   * @param savepoint to start from, if any
   * @param flinkSettings of this job
   * @param options of the job beside models and topics
   * @throws IOException if the client does not succeed
   */
  public String submit(
      int parallelism,
      @Nullable String savepoint,
      Map<String, String> flinkSettings,
      Map<String, String> options)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("org.apache.flink.client.cli.CliFrontend", "run", "-d"));
    arguments.addAll(List.of("-t", "remote", "-p", Integer.toString(parallelism)));
    flinkSettings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    if (savepoint != null) {
      arguments.addAll(List.of("-s", savepoint));
    }
    arguments.addAll(List.of(Installation.jobJar().toString(), "run"));
    Map<String, String> all = new LinkedHashMap<>(Topics.options(broker.bootstrapServers()));
    Path models = Repository.root().resolve("tests/golden/tiny");
    all.put("model", models.resolve("target").toString());
    all.put("draft", models.resolve("draft").toString());
    all.putAll(options);
    all.forEach((name, value) -> arguments.addAll(List.of("-D", name + "=" + value)));
    ChildProcess client =
        ChildProcess.start(folder, "client", List.of("-Xmx192m"), arguments.toArray(String[]::new));
    int exitCode = client.exitCode(START_LIMIT);
    Matcher submitted = SUBMITTED.matcher(client.output());
    String job = null;
    while (submitted.find()) {
      job = submitted.group(1); // the last one is this client's
    }
    if (exitCode != 0 || job == null) {
      throw new IOException("flink run ended with " + exitCode + ", see " + folder.log("client"));
    }
    return job;
  }

  public Rest rest() {
    return rest;
  }

  public DemoBroker broker() {
    return broker;
  }

  /** What the JVMs wrote, those of dead ones included. */
  public ValuesFolder values() {
    return values;
  }

  /** The processes; one that was killed and not restarted is among them. */
  public List<ChildProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  public ChildProcess jobManager() {
    return jobManager;
  }

  /** Process ids of TaskManagers that run. */
  public List<Long> livePids() {
    return taskManagers.stream().filter(ChildProcess::isAlive).map(ChildProcess::pid).toList();
  }

  /** Starts every TaskManager anew that is dead; the answer is how many. */
  public int restartTaskManagers() throws IOException {
    int dead = 0;
    for (int i = 0; i < taskManagers.size(); i++) {
      if (!taskManagers.get(i).isAlive()) {
        taskManagers.set(i, newTaskManager(i));
        dead++;
      }
    }
    return dead;
  }

  /** Starts the JobManager anew. */
  public void restartJobManager() throws IOException {
    jobManager = newJobManager();
  }

  /** Sends the broker a signal, named without SIG. */
  public void signalBroker(String signal) throws IOException, InterruptedException {
    Signals.send(signal, broker.pid());
  }

  /** Lets the next decode step in a TaskManager fail; the file is gone when it has. */
  public Path orderFailure(long pid, OrderedFailure.Kind kind) throws IOException {
    return OrderedFailure.order(failureFile(), pid, kind);
  }

  @Override
  public void close() {
    try {
      for (ChildProcess taskManager : taskManagers) {
        taskManager.kill();
      }
      jobManager.kill();
      zooKeeper.kill();
    } catch (InterruptedException e) {
      // The children end with this process at the latest.
      Thread.currentThread().interrupt();
    }
    broker.close();
  }
}
