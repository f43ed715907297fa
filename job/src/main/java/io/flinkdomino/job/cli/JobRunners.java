package io.flinkdomino.job.cli;

import io.flinkdomino.job.options.DemoSettings;
import io.flinkdomino.job.options.GenerateSettings;
import io.flinkdomino.job.options.JobSettings;

/** What each command runs. */
public record JobRunners(
    JobRunner<DemoSettings> demo,
    JobRunner<JobSettings> run,
    JobRunner<GenerateSettings> generate) {}
