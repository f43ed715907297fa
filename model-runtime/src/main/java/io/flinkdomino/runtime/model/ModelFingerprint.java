package io.flinkdomino.runtime.model;

/**
 * Names the weights and texts a completion came from: the first 16 hexadecimal digits of SHA-256
 * sums; empty where the part is absent.
 *
 * @param target of the target's configuration and weight files
 * @param draft of the drafter's; {@code prompt-lookup} where the sequence itself drafts
 * @param tokenizer of {@code tokenizer.json}
 * @param template of the chat template
 */
public record ModelFingerprint(String target, String draft, String tokenizer, String template) {}
