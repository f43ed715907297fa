package io.flinkdomino.job.local;

import io.flinkdomino.job.options.FlinkSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this JVM: one TaskManager, its slots, and the dashboard on localhost. Any
 * thread.
 */
public final class LocalCluster implements AutoCloseable {

  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(30);

  private final MiniCluster cluster;
  private final Configuration configuration;
  private final TemporaryFolder workFolder;

  private LocalCluster(
      MiniCluster cluster, Configuration configuration, TemporaryFolder workFolder) {
    this.cluster = cluster;
    this.configuration = configuration;
    this.workFolder = workFolder;
  }

  /**
   * Starts a cluster.
   *
   * @param slots task slots
   */
  public static LocalCluster start(FlinkSettings settings, int slots) throws Exception {
    TemporaryFolder workFolder = TemporaryFolder.create();
    Configuration configuration = configuration(settings, workFolder.path());
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    return new LocalCluster(cluster, configuration, workFolder);
  }

  private static Configuration configuration(FlinkSettings settings, Path workFolder) {
    Configuration configuration = Configuration.fromMap(settings.properties());
    setUnlessGiven(configuration, RestOptions.ADDRESS, "localhost");
    setUnlessGiven(configuration, RestOptions.BIND_ADDRESS, "localhost");
    setUnlessGiven(
        configuration, RestOptions.BIND_PORT, Integer.toString(settings.dashboardPort()));
    setUnlessGiven(configuration, JobManagerOptions.BIND_HOST, "localhost");
    setUnlessGiven(
        configuration, CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    setUnlessGiven(configuration, CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    URI checkpoints =
        settings.checkpointDir().orElseGet(() -> workFolder.resolve("checkpoints").toUri());
    setUnlessGiven(
        configuration, CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toString());
    setUnlessGiven(
        configuration,
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        settings.checkpointDir().isPresent()
            ? ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION
            : ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
    settings
        .checkpointDir()
        .flatMap(LatestCheckpoint::find)
        .ifPresent(
            path -> setUnlessGiven(configuration, StateRecoveryOptions.SAVEPOINT_PATH, path));
    return configuration;
  }

  private static <T> void setUnlessGiven(
      Configuration configuration, ConfigOption<T> option, T value) {
    if (!configuration.contains(option)) {
      configuration.set(option, value);
    }
  }

  /** An environment to add a job to, with this cluster's settings. */
  public StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration(configuration));
    environment.setParallelism(parallelism);
    return environment;
  }

  /** The checkpoint that jobs start from, if one was found. */
  public Optional<String> restoredFrom() {
    return configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
  }

  /** The dashboard's address. */
  public URI dashboard() throws Exception {
    return cluster.getRestAddress().get();
  }

  /** Submits the environment's job. */
  public JobID submit(StreamExecutionEnvironment environment, String name) throws Exception {
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(name);
    return cluster.submitJob(graph.getJobGraph()).get().getJobID();
  }

  /** Completes when the job has ended, however it ended. */
  public CompletableFuture<JobResult> result(JobID job) {
    return cluster.requestJobResult(job);
  }

  /** Waits until all tasks of the job run, its models loaded. */
  public void awaitRunning(JobID job, Duration limit) throws Exception {
    Waiting.until(limit, "all tasks of job " + job + " run", () -> allRunning(job));
  }

  private boolean allRunning(JobID job) throws Exception {
    JobStatus status = cluster.getJobStatus(job).get();
    if (status.isTerminalState()) {
      throw failure(result(job).get());
    }
    // A job that is being set up has no tasks yet, none of which is not running.
    if (status != JobStatus.RUNNING) {
      return false;
    }
    for (AccessExecutionVertex task :
        cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /** Why a job that should run has ended. */
  static Exception failure(JobResult result) {
    return result
        .getSerializedThrowable()
        .<Exception>map(error -> new IllegalStateException("the job failed", error))
        .orElseGet(() -> new IllegalStateException("the job ended: " + result.getJobStatus()));
  }

  /**
   * Stops a job in order: it reads no more, finishes the prompts in flight, and commits.
   *
   * @throws TimeoutException if that takes longer than the limit; the job still runs then
   */
  public void drain(JobID job, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    stop(job, workFolder.path().resolve("drained").toUri(), true, limit);
  }

  /**
   * Ends a job and keeps what is in flight.
   *
   * @param folder where its savepoint goes
   * @throws TimeoutException if that takes longer than the limit; the job still runs then
   */
  public void keep(JobID job, URI folder, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    stop(job, folder, false, limit);
  }

  private void stop(JobID job, URI savepoint, boolean drain, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    cluster
        .stopWithSavepoint(job, savepoint.toString(), drain, SavepointFormatType.CANONICAL)
        .get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends a job at once; what is not committed stays uncommitted. */
  public void cancel(JobID job) throws InterruptedException, ExecutionException, TimeoutException {
    cluster.cancelJob(job).get(CANCEL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    result(job).get(CANCEL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws Exception {
    try {
      cluster.close();
    } finally {
      workFolder.close();
    }
  }
}
