package io.flinkdomino.operators.prompt;

import org.jspecify.annotations.Nullable;

/**
 * One Kafka header, handed from a prompt to its completion unchanged.
 *
 * @param key the header's name; a name may repeat
 * @param value its bytes; null where the producer sent none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes pass through, nobody compares them
public record RecordHeader(String key, byte @Nullable [] value) {}
