package io.flinkdomino.runtime.prompt;

/**
 * One prompt and how to continue it.
 *
 * @param id names the request in results and logs; unique among the requests in flight
 * @param prompt what to continue
 * @param parameters how to decode
 */
public record GenerationRequest(String id, PromptInput prompt, GenerationParameters parameters) {}
