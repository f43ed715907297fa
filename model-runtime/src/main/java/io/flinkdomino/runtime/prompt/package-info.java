/**
 * Text in, token ids out: requests, the chat template, the tokenizer.
 *
 * <p>Comes in: a {@link io.flinkdomino.runtime.prompt.GenerationRequest}. Goes out: an {@link
 * io.flinkdomino.runtime.prompt.EncodedPrompt}, or a refusal that names field, rule and value.
 * Everything here is immutable and may be used from any thread.
 */
@NullMarked
package io.flinkdomino.runtime.prompt;

import org.jspecify.annotations.NullMarked;
