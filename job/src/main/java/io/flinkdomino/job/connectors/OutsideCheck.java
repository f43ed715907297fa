package io.flinkdomino.job.connectors;

import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.operators.registry.RegistryClient;
import java.io.PrintStream;
import java.time.Duration;

/** Asks broker and schema registry whether they fit a job, before it starts. */
public final class OutsideCheck {

  private static final Duration BROKER_LIMIT = Duration.ofSeconds(20);

  private OutsideCheck() {}

  /**
   * Checks all that the job will connect to.
   *
   * @param out gets what the user should know though the job can run
   * @throws io.flinkdomino.job.options.InvalidOptionsException naming what does not fit
   */
  public static void run(JobSettings settings, PrintStream out) throws InterruptedException {
    new StartupChecks(settings.kafka(), BROKER_LIMIT)
        .run(settings.flink().parallelism())
        .forEach(notice -> out.println("Note: " + notice));
    settings.registry().ifPresent(registry -> RegistryCheck.run(registry, RegistryClient.LIMIT));
  }
}
