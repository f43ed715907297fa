package io.flinkdomino.job.cli;

/** What a command does once its options are known to be right. */
@FunctionalInterface
public interface JobRunner<S> {

  /**
   * Runs to the end.
   *
   * @throws io.flinkdomino.job.options.InvalidOptionsException if the surroundings do not fit the
   *     options, such as a topic that is missing: exit code 2
   * @throws Exception if the job failed: exit code 1
   */
  void run(S settings) throws Exception;
}
