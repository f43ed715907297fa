package io.flinkdomino.runtime.emit;

/**
 * A token and how likely the target model thinks it.
 *
 * @param tokenId the token
 * @param logprob natural logarithm of its probability at temperature 1, before sampling parameters
 */
public record TokenLogprob(int tokenId, double logprob) {}
