/**
 * The decode loop: admission, batch, draft, verify, emit.
 *
 * <p>Comes in: encoded prompts. Goes out: generation results. All of an engine's life happens on
 * one thread; only this package joins the others.
 */
@NullMarked
package io.flinkdomino.runtime.engine;

import org.jspecify.annotations.NullMarked;
