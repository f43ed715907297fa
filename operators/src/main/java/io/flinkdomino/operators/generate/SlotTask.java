package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.metrics.MetricsSource;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.execution.Environment;

/**
 * Which task this is, and what its TaskManager is like.
 *
 * @param jobName the Flink job's name
 * @param jobId its id in hexadecimal
 * @param subtask the generate operator's subtask, from 0
 * @param parallelism its subtasks
 * @param attempt how often the subtask was started before
 * @param slots task slots of this TaskManager
 */
record SlotTask(
    String jobName, String jobId, int subtask, int parallelism, int attempt, int slots) {

  static SlotTask of(Environment environment) {
    TaskInfo task = environment.getTaskInfo();
    return new SlotTask(
        environment.getJobInfo().getJobName(),
        environment.getJobID().toHexString(),
        task.getIndexOfThisSubtask(),
        task.getNumberOfParallelSubtasks(),
        task.getAttemptNumber(),
        environment.getTaskManagerInfo().getConfiguration().get(TaskManagerOptions.NUM_TASK_SLOTS));
  }

  /** Names the task to others that want its device. */
  String holder() {
    return "job " + jobId + " subtask " + subtask + " attempt " + attempt;
  }

  /** Names the task in metrics records. */
  MetricsSource metricsSource(String device) {
    return new MetricsSource(jobName, jobId, subtask, parallelism, device);
  }

  /** The processors of this JVM, divided among the task slots that decode in it. */
  int intraOpThreads() {
    int engines = Math.min(slots, parallelism);
    return Math.max(1, Runtime.getRuntime().availableProcessors() / engines);
  }
}
