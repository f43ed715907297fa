/**
 * Text in, token ids out: requests, the chat template, the tokenizer.
 *
 * <p>Comes in: a {@link io.flinkdomino.runtime.prompt.GenerationRequest}. Goes out: an {@link
 * io.flinkdomino.runtime.prompt.EncodedPrompt}, or a refusal that names field, rule and value.
 * Everything here may be used from any thread; only {@link io.flinkdomino.runtime.prompt.Tokenizer}
 * owns native memory, until it is closed.
 */
@NullMarked
package io.flinkdomino.runtime.prompt;

import org.jspecify.annotations.NullMarked;
