package io.flinkdomino.chaos.soak;

import java.util.List;

/**
 * One look at the job.
 *
 * @param millis since the first look
 * @param decodedTokens that the engine has decoded so far
 * @param running sequences in the batch
 * @param tensors native tensors that the engine holds between steps
 * @param taskManager the process that decodes
 * @param jobManager the process that leads
 */
record Sample(
    long millis,
    long decodedTokens,
    long running,
    long tensors,
    ProcessSample taskManager,
    ProcessSample jobManager) {

  static final List<String> COLUMNS =
      List.of(
          "millis",
          "decoded_tokens",
          "running",
          "tensors",
          "taskmanager_resident_kib",
          "taskmanager_threads",
          "taskmanager_handles",
          "jobmanager_resident_kib",
          "jobmanager_threads",
          "jobmanager_handles");

  List<Long> values() {
    return List.of(
        millis,
        decodedTokens,
        running,
        tensors,
        taskManager.residentKib(),
        taskManager.threads(),
        taskManager.handles(),
        jobManager.residentKib(),
        jobManager.threads(),
        jobManager.handles());
  }
}
