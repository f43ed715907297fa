package io.flinkdomino.operators.generate;

import org.apache.flink.metrics.MetricGroup;

/** Names the attempt of the task that some code runs in; the same for all operators of a chain. */
final class TaskAttempt {

  private static final String VARIABLE = "<task_attempt_id>";

  private TaskAttempt() {}

  static String of(MetricGroup group) {
    String attempt = group.getAllVariables().get(VARIABLE);
    if (attempt == null) {
      throw new IllegalStateException("the metric group has no variable " + VARIABLE);
    }
    return attempt;
  }
}
