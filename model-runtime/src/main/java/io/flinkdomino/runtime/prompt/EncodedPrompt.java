package io.flinkdomino.runtime.prompt;

/**
 * A request whose prompt is token ids of the target model's vocabulary.
 *
 * @param request the request as it came
 * @param tokenIds at least one id, each within the vocabulary; owned by this record, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // a prompt may hold 100,000 ids: no boxing
public record EncodedPrompt(GenerationRequest request, int[] tokenIds) {}
