package io.flinkdomino.job;

import io.flinkdomino.job.cli.FlinkDominoCommand;
import io.flinkdomino.job.cli.JobRunner;
import io.flinkdomino.job.cli.JobRunners;
import java.nio.file.Path;

/** The program's entry; {@code ./flink-domino} starts it. */
public final class GenerateJob {

  private GenerateJob() {}

  public static void main(String[] arguments) {
    Path bundledModels = Path.of(System.getProperty("flinkdomino.home", "."), "job/models/tiny");
    JobRunners runners = new JobRunners(notBuilt(), notBuilt(), notBuilt());
    System.exit(FlinkDominoCommand.create(runners, bundledModels).execute(arguments));
  }

  private static <S> JobRunner<S> notBuilt() {
    return settings -> {
      throw new UnsupportedOperationException("this build has no job graph yet");
    };
  }
}
