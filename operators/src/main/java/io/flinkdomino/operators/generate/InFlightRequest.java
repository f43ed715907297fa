package io.flinkdomino.operators.generate;

import io.flinkdomino.operators.prompt.InputRecord;
import java.util.Map;

/**
 * A prompt that the engine has and whose completions are not out yet.
 *
 * @param source the record it came in, as it lies in checkpoints
 * @param metadata handed through to each completion
 * @param attempt 1, and one more after every recovery
 * @param arrival its number in order of arrival
 */
record InFlightRequest(
    InputRecord source, Map<String, String> metadata, int attempt, long arrival) {}
