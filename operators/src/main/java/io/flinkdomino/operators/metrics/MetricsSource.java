package io.flinkdomino.operators.metrics;

/**
 * Which task slot a window is about.
 *
 * @param jobName the Flink job's name
 * @param jobId its id in hexadecimal
 * @param subtaskIndex the generate operator's subtask, from 0
 * @param parallelism its subtasks
 * @param device where it decodes, such as {@code cpu} or {@code cuda:0}
 */
public record MetricsSource(
    String jobName, String jobId, int subtaskIndex, int parallelism, String device) {}
