package io.flinkdomino.job;

import io.flinkdomino.job.cli.FlinkDominoCommand;
import io.flinkdomino.job.cli.JobRunners;
import io.flinkdomino.job.cluster.ClientEnvironment;
import io.flinkdomino.job.cluster.ClusterRun;
import io.flinkdomino.job.demo.Demo;
import io.flinkdomino.job.evaluate.EvaluateCommandRun;
import io.flinkdomino.job.local.FileRun;
import io.flinkdomino.job.local.StreamingRun;
import io.flinkdomino.job.options.InvalidOptionsException;
import io.flinkdomino.job.train.TrainCommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program's entry: {@code ./flink-domino} starts it, and so do Flink's clients. */
public final class GenerateJob {

  private GenerateJob() {}

  /**
   * Runs a command: on the cluster of the Flink client that calls this, if one does, else on a
   * cluster in this JVM, which then ends.
   *
   * @throws Exception if a Flink client calls and the job could not be submitted
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(System.getProperty("flinkdomino.home", "."));
    Optional<ClientEnvironment> client = ClientEnvironment.find();
    if (client.isPresent()) {
      FlinkDominoCommand.submit(onCluster(client.get()), Demo.bundledModels(home), arguments);
    } else {
      System.exit(
          FlinkDominoCommand.create(onThisMachine(home), Demo.bundledModels(home))
              .execute(arguments));
    }
  }

  private static JobRunners onThisMachine(Path home) {
    return new JobRunners(
        new Demo(home, System.out)::run,
        new StreamingRun(System.out)::run,
        new FileRun(System.out)::run,
        new TrainCommandRun(System.out)::run,
        new EvaluateCommandRun(System.out)::run,
        Map.of());
  }

  private static JobRunners onCluster(ClientEnvironment client) {
    ClusterRun cluster = new ClusterRun(client, System.out);
    return new JobRunners(
        settings -> {
          throw new InvalidOptionsException(
              List.of("demo brings its own cluster and must not be given to a Flink client"));
        },
        cluster::stream,
        cluster::generate,
        settings -> {
          throw new InvalidOptionsException(
              List.of("train runs without Flink and must not be given to a Flink client"));
        },
        settings -> {
          throw new InvalidOptionsException(
              List.of("evaluate runs without Flink and must not be given to a Flink client"));
        },
        client.defaults());
  }
}
