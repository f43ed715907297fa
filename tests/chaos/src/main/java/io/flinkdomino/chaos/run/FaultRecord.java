package io.flinkdomino.chaos.run;

/**
 * A fault that was survived.
 *
 * @param number from 1
 * @param kind what was done
 * @param epochMillis when
 * @param parallelism of the job then
 * @param midGeneration sequences in the batches of what was hit, just before
 * @param recoveryMillis until all tasks ran, every slot decoded, and a checkpoint that began after
 *     the fault had completed
 */
public record FaultRecord(
    int number,
    FaultKind kind,
    long epochMillis,
    int parallelism,
    long midGeneration,
    long recoveryMillis) {}
