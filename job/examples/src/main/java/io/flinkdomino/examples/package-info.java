/**
 * Programs that send prompts and read completions, to copy from.
 *
 * <p>Comes in: questions on standard input, or completions from Kafka. Goes out: prompts to Kafka,
 * or completions on standard output. They use Kafka's client and, for Avro, the schemas; nothing of
 * the job.
 */
@NullMarked
package io.flinkdomino.examples;

import org.jspecify.annotations.NullMarked;
