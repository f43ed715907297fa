package io.flinkdomino.operators.metrics;

/**
 * How busy the engine was in a window.
 *
 * @param meanRunning sequences decoding at a time, averaged over the window's decode steps
 * @param waiting sequences waiting for a slot at the window's end
 * @param kvUsage share of the KV cache in use at the window's end, 0 to 1
 * @param draftTimeShare share of the window spent drafting, 0 to 1
 * @param verifyTimeShare share spent verifying, 0 to 1
 * @param otherTimeShare share spent elsewhere, 0 to 1
 */
public record EngineLoad(
    double meanRunning,
    int waiting,
    double kvUsage,
    double draftTimeShare,
    double verifyTimeShare,
    double otherTimeShare) {}
