package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.DemoSettings;
import io.flinkdomino.job.options.EvaluateSettings;
import io.flinkdomino.job.options.GenerateSettings;
import io.flinkdomino.job.options.JobSettings;
import io.flinkdomino.job.options.TrainSettings;
import java.util.Map;

/**
 * What each command runs.
 *
 * @param defaults options that the surroundings know, by key; whatever the user gives wins
 */
public record JobRunners(
    JobRunner<DemoSettings> demo,
    JobRunner<JobSettings> run,
    JobRunner<GenerateSettings> generate,
    JobRunner<TrainSettings> train,
    JobRunner<EvaluateSettings> evaluate,
    Map<String, String> defaults) {

  public JobRunners {
    defaults = Map.copyOf(defaults);
  }
}
