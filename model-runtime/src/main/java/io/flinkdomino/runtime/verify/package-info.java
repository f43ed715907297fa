/**
 * The target model's pass: scores a block and keeps the prefix that it would have produced itself.
 *
 * <p>Comes in: a plan and its drafts. Goes out: a {@link
 * io.flinkdomino.runtime.verify.Verification} per decoding sequence. Engine thread only.
 */
@NullMarked
package io.flinkdomino.runtime.verify;

import org.jspecify.annotations.NullMarked;
