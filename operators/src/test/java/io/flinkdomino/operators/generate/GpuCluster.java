package io.flinkdomino.operators.generate;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskExecutorResourceUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A JobManager and a TaskManager by Flink's own entry points, in this JVM. The TaskManager's GPUs
 * come from a driver that makes them up. A MiniCluster would not do: it has no external resources.
 */
final class GpuCluster implements AutoCloseable {

  private final ClusterEntrypoint jobManager;
  private final TaskManagerRunner taskManager;
  private final RestClusterClient<String> client;

  private GpuCluster(
      ClusterEntrypoint jobManager,
      TaskManagerRunner taskManager,
      RestClusterClient<String> client) {
    this.jobManager = jobManager;
    this.taskManager = taskManager;
    this.client = client;
  }

  /**
   * Starts it.
   *
   * @param indexes of the GPUs that the machine has
   * @param amount how many of them the TaskManager gets
   */
  static GpuCluster start(Path folder, int slots, List<String> indexes, int amount)
      throws Exception {
    Configuration configuration = configuration(folder, slots, amount);
    ClusterEntrypoint jobManager = new StandaloneSessionClusterEntrypoint(configuration);
    jobManager.startCluster();
    configuration.set(JobManagerOptions.PORT, jobManager.getRpcPort());
    configuration.set(RestOptions.PORT, jobManager.getRestPort());
    TaskManagerRunner taskManager =
        new TaskManagerRunner(
            TaskExecutorResourceUtils.adjustForLocalExecution(new Configuration(configuration)),
            new FakePlugins(indexes),
            TaskManagerRunner::createTaskExecutorService);
    taskManager.start();
    return new GpuCluster(
        jobManager, taskManager, new RestClusterClient<>(configuration, "gpu cluster"));
  }

  private static Configuration configuration(Path folder, int slots, int amount) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(JobManagerOptions.ADDRESS, "localhost");
    configuration.set(JobManagerOptions.BIND_HOST, "localhost");
    configuration.set(JobManagerOptions.PORT, freePort());
    configuration.set(RestOptions.ADDRESS, "localhost");
    configuration.set(RestOptions.BIND_ADDRESS, "localhost");
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.HOST, "localhost");
    configuration.set(TaskManagerOptions.BIND_HOST, "localhost");
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    configuration.set(CoreOptions.TMP_DIRS, folder.toString());
    configuration.setString("external-resources", SlotDevices.RESOURCE);
    configuration.setString("external-resource.gpu.amount", Integer.toString(amount));
    configuration.setString(
        "external-resource.gpu.driver-factory.class", FakeFactory.class.getName());
    return configuration;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  RestClusterClient<String> client() {
    return client;
  }

  @Override
  public void close() throws Exception {
    client.close();
    taskManager.close();
    jobManager.closeAsync().get(60, TimeUnit.SECONDS);
  }

  /** What Flink finds in its plugins folder: the driver. */
  private record FakePlugins(List<String> indexes) implements PluginManager {

    @Override
    public <P> Iterator<P> load(Class<P> service) {
      return service == ExternalResourceDriverFactory.class
          ? List.of(service.cast(new FakeFactory(indexes))).iterator()
          : List.<P>of().iterator();
    }
  }

  private record FakeFactory(List<String> indexes) implements ExternalResourceDriverFactory {

    @Override
    public ExternalResourceDriver createExternalResourceDriver(Configuration configuration) {
      return amount ->
          LongStream.range(0, amount)
              .mapToObj(i -> new FakeGpu(indexes.get(Math.toIntExact(i))))
              .collect(Collectors.toSet());
    }
  }

  /** As Flink's GPUInfo: one property. */
  record FakeGpu(String index) implements ExternalResourceInfo {

    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Set<String> getKeys() {
      return Set.of("index");
    }
  }
}
