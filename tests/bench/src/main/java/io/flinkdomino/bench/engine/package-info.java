/**
 * The bare decode engine: tokens a second, acceptance, and where a step's time goes.
 *
 * <p>Comes in: prompts and variants. Goes out: one measurement a round. All engines live on the
 * thread that measures.
 */
@NullMarked
package io.flinkdomino.bench.engine;

import org.jspecify.annotations.NullMarked;
