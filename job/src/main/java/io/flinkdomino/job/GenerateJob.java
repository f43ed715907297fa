package io.flinkdomino.job;

import io.flinkdomino.job.cli.FlinkDominoCommand;
import io.flinkdomino.job.cli.JobRunners;
import io.flinkdomino.job.demo.Demo;
import io.flinkdomino.job.local.FileRun;
import io.flinkdomino.job.local.StreamingRun;
import java.nio.file.Path;

/** The program's entry; {@code ./flink-domino} starts it. */
public final class GenerateJob {

  private GenerateJob() {}

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("flinkdomino.home", "."));
    JobRunners runners =
        new JobRunners(
            new Demo(home, System.out)::run,
            new StreamingRun(System.out)::run,
            new FileRun(System.out)::run);
    System.exit(FlinkDominoCommand.create(runners, Demo.bundledModels(home)).execute(arguments));
  }
}
