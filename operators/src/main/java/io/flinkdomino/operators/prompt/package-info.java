/**
 * Records from the source to requests.
 *
 * <p>Comes in: an {@link io.flinkdomino.operators.prompt.InputRecord}. Goes out: a {@link
 * io.flinkdomino.operators.prompt.ParsedPrompt}, that is a generation request or a refusal that
 * names field, rule and value. Stateless; any thread.
 */
@NullMarked
package io.flinkdomino.operators.prompt;

import org.jspecify.annotations.NullMarked;
