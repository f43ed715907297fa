package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;

/**
 * What a checkpoint keeps of a prompt in flight: enough to decode it again from the start.
 *
 * @param source the record it came in
 * @param attempt the attempt that was under way
 */
record HeldPrompt(InputRecord source, int attempt) {}
