package io.flinkdomino.operators.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal lies beside the checkpoints that a real task writes. */
class JournalLocationIT {

  @TempDir Path folder;

  @BeforeEach
  void forgetOtherJobs() {
    LocatingOperator.FOUND.clear();
  }

  @Test
  void onlyTheClusterKnowsTheFolder() throws Exception {
    runJob(checkpoints("cluster"), new Configuration());

    assertThat(journal()).isEqualTo(folder.resolve("cluster/journal"));
    assertThat(checkpointsOfTheTask().getParent()).isEqualTo(folder.resolve("cluster"));
  }

  @Test
  void theJobKnowsBetterThanTheCluster() throws Exception {
    runJob(checkpoints("cluster"), checkpoints("job"));

    assertThat(journal()).isEqualTo(folder.resolve("job/journal"));
    assertThat(checkpointsOfTheTask().getParent()).isEqualTo(folder.resolve("job"));
  }

  private static void runJob(Configuration cluster, Configuration job) throws Exception {
    cluster.set(RestOptions.BIND_PORT, "0");
    try (MiniCluster flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(cluster)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build())) {
      flink.start();
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.getExecutionEnvironment(job);
      environment.setParallelism(1);
      environment.enableCheckpointing(1_000);
      environment
          .fromSequence(1, 1)
          .transform("locate", Types.LONG, new LocatingOperator())
          .sinkTo(new DiscardingSink<>());
      flink.executeJobBlocking(environment.getStreamGraph().getJobGraph());
    }
  }

  private Configuration checkpoints(String name) {
    return new Configuration()
        .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.resolve(name).toUri().toString());
  }

  private static Path journal() throws InterruptedException {
    return next();
  }

  private static Path checkpointsOfTheTask() throws InterruptedException {
    return next();
  }

  private static Path next() throws InterruptedException {
    URI found = LocatingOperator.FOUND.poll(10, TimeUnit.SECONDS);
    assertThat(found).isNotNull();
    return Path.of(found.getPath());
  }
}
