package io.flinkdomino.runtime.admission;

/**
 * A prompt turned away, and why.
 *
 * @param reason the code
 * @param message names the field, the rule and the value; never prompt text
 */
public record Refusal(FailureReason reason, String message) {}
